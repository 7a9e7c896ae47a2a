using System.CommandLine;
using CloudMatrix.Model;
using CloudMatrix.Numerics;

namespace CloudMatrix.Commands;

/// <summary>The options of <c>verify</c>.</summary>
internal sealed class VerifyArguments
{
    private readonly PrecisionArgument _precision = new();
    private readonly JsonArgument _json = new();

    private readonly FolderArgument _folder = new(
        "config.json, model.safetensors (or an index and its files) and reference.safetensors");

    /// <summary>Adds the options to the verb.</summary>
    public void AddTo(Command command)
    {
        _folder.AddTo(command);
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
        var folder = _folder.Read(parse, faults);
        var spec = folder is null
            ? null
            : _folder.ReadFile(faults, () => DeepSeekSpecReader.FromFolder(folder));
        if (spec is null)
        {
            return default;
        }

        var precision = asked ?? PrecisionArgument.DefaultOf(spec);
        return (
            _folder.ReadFile(faults, () => DeepSeekModel.Load(folder!, precision)),
            _folder.ReadFile(faults, () => ReferenceRun.Open(folder!, spec)),
            precision);
    }
}
