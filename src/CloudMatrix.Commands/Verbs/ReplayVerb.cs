using System.CommandLine;

namespace CloudMatrix.Commands;

/// <summary><c>replay</c>: serves a trace with prefill, decode and cache, and reports what its requests saw.</summary>
internal sealed class ReplayVerb(IProgram program, Terminal terminal)
{
    private readonly ReplayArguments _arguments = new();

    /// <summary>The verb with its options.</summary>
    public Command ToCommand()
    {
        var command = new Command(
            "replay", "Serve a trace: times to first token and per token, goodput, cache hits, load, cost.");
        _arguments.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parse, CancellationToken cancellation)
    {
        var reading = Background.RunAsync(() => _arguments.Read(parse, program)).WaitAsync(cancellation);
        var request = await new ProgressDisplay(terminal, "Reading the trace")
            .ShowUntilAsync(reading).ConfigureAwait(false);
        var progress = new ProgressDisplay(terminal, "Serving the trace", "Serving, request");
        var run = request.Engine.ReplayAsync(request.Spec, progress, cancellation);
        var outcome = await progress.ShowUntilAsync(run).ConfigureAwait(false);
        request.Requests?.Write(stream => RequestTable.Write(stream, outcome.Requests));
        request.Plots?.Write(folder => ServingPlots.Write(folder, outcome.Report, outcome.Requests));
        Print(request, outcome);
        return ExitCode.Done;
    }

    private void Print(ReplayRequest request, ReplayOutcome outcome)
    {
        var facts = ReplayFacts.Of(request, outcome);
        if (request.Json)
        {
            JsonOutput.Write(terminal.Output, outcome.Report, facts);
        }
        else
        {
            terminal.Draw(console => ServingText.Write(console, outcome.Report, facts));
        }
    }
}
