using System.CommandLine;
using CloudMatrix.Model;
using CloudMatrix.Numerics;

namespace CloudMatrix.Commands;

/// <summary>The options of <c>quantize</c>.</summary>
internal sealed class QuantizeArguments
{
    private readonly FolderArgument _folder = new("config.json and model.safetensors (or an index and its files)");
    private readonly OutputFolderArgument _out = new();
    private readonly PartsArgument _parts = new();
    private readonly JsonArgument _json = new();

    private readonly Option<string?> _calibration = OptionKinds.File(
        "--calibration",
        "FILE",
        "Texts that rounding looks at: a list of {task, prompt, answer}, JSON (default: the questions of the folder's "
        + "benchmark.json that 'accuracy' never asks; random tokens where it has none).");

    /// <summary>Adds the options to the verb.</summary>
    public void AddTo(Command command)
    {
        _folder.AddTo(command);
        _out.AddTo(command);
        _parts.AddTo(command);
        command.Add(_calibration);
        _json.AddTo(command);
    }

    /// <summary>Reads and checks them, and opens the checkpoint.</summary>
    /// <exception cref="ConfigurationException">All that is wrong, at once.</exception>
    public QuantizeRequest Read(ParseResult parse)
    {
        var faults = new CommandFaults(parse);
        var folder = _folder.Read(parse, faults);
        var target = _out.Read(parse, faults, folder);
        var parts = _parts.Read(parse, faults);
        var texts = ReadTexts(parse, faults, folder);
        var quantizer = folder is null
            ? null
            : _folder.ReadFile(faults, () => new CheckpointQuantizer(folder, parts, texts));
        try
        {
            faults.ThrowIfAny();
            return new QuantizeRequest(quantizer!, target!, _json.Read(parse));
        }
        catch
        {
            quantizer?.Dispose();
            throw;
        }
    }

    private CalibrationTexts? ReadTexts(ParseResult parse, CommandFaults faults, string? folder)
    {
        if (faults.ValueOf(parse, _calibration) is not { } path || folder is null)
        {
            return null;
        }

        return faults.ReadFile(_calibration, () =>
        {
            var items = Benchmark.Read(path).All;
            var spec = DeepSeekSpecReader.FromFolder(folder);
            return CalibrationTexts.Of(items, Tokenizers.Read(folder, spec), spec);
        });
    }
}
