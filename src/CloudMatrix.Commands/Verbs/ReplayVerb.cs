using System.CommandLine;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary><c>replay</c>: serves a trace with prefill, decode and cache, and reports what its requests saw.</summary>
internal sealed class ReplayVerb(Terminal terminal)
{
    private const int EventsPerReport = 4096;

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
        var reading = Background.RunAsync(() => _arguments.Read(parse)).WaitAsync(cancellation);
        var request = await new ProgressDisplay(terminal, "Reading the trace")
            .ShowUntilAsync(reading).ConfigureAwait(false);
        var progress = new ProgressDisplay(terminal, "Serving the trace", "Serving, request");
        var run = Background.RunAsync(() => Run(request, progress, cancellation)).WaitAsync(cancellation);
        var (report, requests, facts) = await progress.ShowUntilAsync(run).ConfigureAwait(false);
        request.Requests?.Write(stream => RequestTable.Write(stream, requests));
        request.Plots?.Write(folder => ServingPlots.Write(folder, report, requests));
        if (request.Json)
        {
            JsonOutput.Write(terminal.Output, report, facts);
        }
        else
        {
            terminal.Draw(console => ServingText.Write(console, report, facts));
        }

        return ExitCode.Done;
    }

    private static (ServingReport Report, IReadOnlyList<RequestRecord> Requests, ReplayFacts Facts) Run(
        ReplayRequest request, ProgressDisplay progress, CancellationToken cancellation)
    {
        var allocatedBefore = GC.GetTotalAllocatedBytes();
        var clock = WallClock.Start();
        using var session = ServingSession.Start(request.Spec);
        while (session.TryStep())
        {
            if (session.Events % EventsPerReport == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress.Report(new DecodeProgress(session.Ended, session.Requests.Count));
            }
        }

        var report = session.Report();
        var facts = ReplayFacts.Of(
            session, (request.ReadIn, clock.Elapsed), GC.GetTotalAllocatedBytes() - allocatedBefore);
        return (report, session.Requests, facts);
    }
}
