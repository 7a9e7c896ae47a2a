using System.Collections.Immutable;
using System.CommandLine;
using CloudMatrix.Model;
using CloudMatrix.Numerics;

namespace CloudMatrix.Commands;

/// <summary>The options of <c>accuracy</c>.</summary>
internal sealed class AccuracyArguments
{
    private readonly FolderArgument _folder = FolderArgument.OrShipped(
        "config.json, model.safetensors (or an index and its files) and benchmark.json");

    private readonly JsonArgument _json = new();

    private readonly Option<int?> _count = OptionKinds.Whole(
        "--n", "Questions of each task, the first ones of the benchmark, 1 or more (default: all).");

    private readonly Option<ImmutableArray<AccuracyWay>?> _ways = OptionKinds.List(
        "--precision",
        "How to compute, a comma between: fp32, bf16, int8 (all parts of the scheme), int8:naive (rounding to "
        + "nearest), int8:none, int8:no-PART (default fp32,bf16,int8:naive,int8; int8 for a checkpoint that is "
        + "rounded).",
        AccuracyWay.Parse);

    /// <summary>Adds the options to the verb.</summary>
    public void AddTo(Command command)
    {
        _folder.AddTo(command);
        command.Add(_count);
        command.Add(_ways);
        _json.AddTo(command);
    }

    /// <summary>Reads and checks them.</summary>
    /// <exception cref="ConfigurationException">All that is wrong, at once.</exception>
    public AccuracyRequest Read(ParseResult parse)
    {
        var faults = new CommandFaults(parse);
        var folder = _folder.Read(parse, faults);
        var count = faults.ValueOf(parse, _count) ?? int.MaxValue;
        if (count < 1)
        {
            faults.Add(_count, $"{count} is below 1 (questions of each task).");
        }

        var spec = folder is null ? null : _folder.ReadFile(faults, () => DeepSeekSpecReader.FromFolder(folder));
        var benchmark = folder is null
            ? null
            : _folder.ReadFile(faults, () => Benchmark.Read(Path.Combine(folder, Benchmark.FileName)));
        var tokenizer = spec is null ? null : _folder.ReadFile(faults, () => Tokenizers.Read(folder!, spec));
        faults.ThrowIfAny();
        return new AccuracyRequest
        {
            Folder = folder!,
            Tokenizer = tokenizer!,
            Questions = [.. benchmark!.Evaluation.GroupBy(item => item.Task).SelectMany(task => task.Take(count))],
            KeptApart = benchmark.Calibration.Length,
            Ways = faults.ValueOf(parse, _ways) ?? AccuracyWay.DefaultsOf(spec!),
            Json = _json.Read(parse),
        };
    }
}
