using System.CommandLine;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>The options of <c>decode</c> that say what it leaves behind.</summary>
internal sealed class OutputArguments
{
    private readonly JsonArgument _json = new();

    private readonly TraceArguments _trace = new();

    private readonly Option<string?> _plot = OptionKinds.File(
        "--plot", "FILE.svg", "Draw the two streams' timeline of one layer, and where a step's time goes.");

    /// <summary>Adds the options to the verb.</summary>
    public void AddTo(Command command)
    {
        _json.AddTo(command);
        _trace.AddTo(command);
        command.Add(_plot);
    }

    /// <summary>Reads and checks them; null without a specification.</summary>
    /// <param name="parse">What the user wrote.</param>
    /// <param name="faults">Takes what is wrong.</param>
    /// <param name="spec">What to run; null where that has faults already.</param>
    public DecodeRequest? Read(ParseResult parse, CommandFaults faults, DecodeSpec? spec)
    {
        var trace = _trace.ReadFile(parse, faults);
        var plot = OutputFile.Read(parse, faults, _plot);
        _trace.RefuseAt(parse, faults, _plot);
        var dies = _trace.ReadDies(parse, faults, spec?.Dies);
        return spec is null ? null : new DecodeRequest
        {
            Spec = spec,
            Json = _json.Read(parse),
            Trace = trace,
            TraceDies = dies,
            Plot = plot,
        };
    }
}
