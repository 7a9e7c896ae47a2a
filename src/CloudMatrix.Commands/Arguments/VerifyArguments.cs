using System.CommandLine;
using CloudMatrix.Model;
using CloudMatrix.Numerics;

namespace CloudMatrix.Commands;

/// <summary>The options of <c>verify</c>.</summary>
internal sealed class VerifyArguments
{
    private readonly PrecisionArgument _precision = new();
    private readonly JsonArgument _json = new();

    private readonly Option<string?> _model = OptionKinds.File(
        "--model",
        "DIR",
        "Folder of a checkpoint of the DeepSeek-V2 or V3 architecture: config.json, model.safetensors (or an index "
        + "and its files) and reference.safetensors.");

    /// <summary>Adds the options to the verb.</summary>
    public void AddTo(Command command)
    {
        command.Add(_model);
        _precision.AddTo(command);
        _json.AddTo(command);
    }

    /// <summary>Reads and checks them, and opens the files.</summary>
    /// <exception cref="ConfigurationException">All that is wrong, at once.</exception>
    public VerifyRequest Read(ParseResult parse)
    {
        var faults = new CommandFaults(parse);
        var (model, reference, precision) = Open(parse, faults, _precision.Read(parse, faults));
        try
        {
            faults.ThrowIfAny();
            return new VerifyRequest(model!, reference!, precision, _json.Read(parse));
        }
        catch
        {
            model?.Dispose();
            reference?.Dispose();
            throw;
        }
    }

    private (DeepSeekModel? Model, ReferenceRun? Reference, Precision Precision) Open(
        ParseResult parse, CommandFaults faults, Precision? asked)
    {
        if (faults.ValueOf(parse, _model) is not { } folder)
        {
            faults.AddIfNotGiven(parse, _model, "needed; say which folder, e.g. --model models/tiny-moe.");
            return default;
        }

        if (!Directory.Exists(folder))
        {
            faults.Add(_model, $"'{folder}' is not a folder.");
            return default;
        }

        var spec = faults.ReadFile(_model, () => DeepSeekSpecReader.FromFolder(folder));
        if (spec is null)
        {
            return default;
        }

        var precision = asked ?? PrecisionArgument.DefaultOf(spec);
        return (
            faults.ReadFile(_model, () => DeepSeekModel.Load(folder, precision)),
            faults.ReadFile(_model, () => ReferenceRun.Open(folder, spec)),
            precision);
    }
}
