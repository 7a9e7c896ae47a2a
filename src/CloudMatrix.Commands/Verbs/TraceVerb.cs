using System.CommandLine;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary><c>trace</c>: what request traces ask for, and new ones.</summary>
internal sealed class TraceVerb(Terminal terminal)
{
    private readonly TraceArgument _trace = new();
    private readonly JsonArgument _json = new();

    /// <summary>The verb with one verb for each thing to do.</summary>
    public Command ToCommand()
    {
        var command = new Command("trace", "Request traces: what they ask for, and new ones.")
        {
            ShowCommand(),
            new TraceGenerateVerb(terminal).ToCommand(),
        };
        command.SetAction((parse, _) => RefuseAsync(parse));
        return command;
    }

    private static Task<int> RefuseAsync(ParseResult parse)
    {
        new CommandFaults(parse).ThrowIfAny();
        throw new ConfigurationException(["trace: say what to do: show or generate."]);
    }

    private Command ShowCommand()
    {
        var show = new Command("show", "What a trace asks for: arrivals, lengths, and what its prompts share.");
        _trace.AddTo(show);
        _json.AddTo(show);
        show.SetAction((parse, _) => ShowAsync(parse));
        return show;
    }

    private Task<int> ShowAsync(ParseResult parse)
    {
        var faults = new CommandFaults(parse);
        var trace = _trace.Read(parse, faults);
        faults.ThrowIfAny();
        _json.Print(parse, terminal, TraceReport.Of(trace!), TraceText.Write);
        return Task.FromResult(ExitCode.Done);
    }
}
