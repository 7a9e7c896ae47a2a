using System.CommandLine;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary><c>plan</c>: finds the configuration that serves a trace as promised with the fewest NPUs.</summary>
internal sealed class PlanVerb(IProgram program, Terminal terminal)
{
    private readonly PlanArguments _arguments = new();

    /// <summary>The verb with its options.</summary>
    public Command ToCommand()
    {
        var command = new Command(
            "plan", "Find the fewest NPUs that serve a trace as promised: instances, sizes, batches, drafts, cache.");
        _arguments.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parse, CancellationToken cancellation)
    {
        var reading = Background.RunAsync(() => _arguments.Read(parse, program)).WaitAsync(cancellation);
        var request = await new ProgressDisplay(terminal, "Reading the trace")
            .ShowUntilAsync(reading).ConfigureAwait(false);
        var progress = new ProgressDisplay(terminal, "Planning", "Planning, configuration");
        var run = SearchAsync(request, progress, cancellation);
        var (report, facts) = await progress.ShowUntilAsync(run).ConfigureAwait(false);
        if (request.Json)
        {
            JsonOutput.Write(terminal.Output, report, facts);
        }
        else
        {
            terminal.Draw(console => PlanText.Write(console, report, facts));
        }

        return ExitCode.Done;
    }

    private static async Task<(PlanReport Report, PlanFacts Facts)> SearchAsync(
        PlanRequest request, ProgressDisplay progress, CancellationToken cancellation)
    {
        var clock = WallClock.Start();
        var known = request.Journal?.Known ?? new Dictionary<PlanCandidate, PlanRow>();
        var skipped = request.Spec.Candidates.Count(known.ContainsKey);
        var computed = 0;
        var report = await request.Engine.PlanAsync(request.Spec, known, Keep, cancellation).ConfigureAwait(false);
        return (report, PlanFacts.Of(request.Engine, clock.Elapsed, computed));

        void Keep(PlanRow row)
        {
            computed++;
            request.Journal?.Add(row);
            progress.Report(new DecodeProgress(skipped + computed, request.Spec.Candidates.Length));
        }
    }
}
