using System.CommandLine;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary><c>prefill</c>: runs one batch of prompts on one prefill instance and reports it.</summary>
internal sealed class PrefillVerb(Terminal terminal)
{
    private readonly PrefillArguments _arguments = new();

    /// <summary>The verb with its options.</summary>
    public Command ToCommand()
    {
        var command = new Command(
            "prefill", "Prefill a batch of prompts with one instance: time, throughput, stages, memory and load.");
        _arguments.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parse, CancellationToken cancellation)
    {
        var (spec, outputs) = _arguments.Read(parse);
        var progress = new ProgressDisplay(terminal, "Routing every token of every layer");
        var run = Background.RunAsync(() => Run(spec, outputs));

        // Whoever interrupts does not want to wait for the batch at hand.
        var (outcome, facts) = await progress.ShowUntilAsync(run.WaitAsync(cancellation)).ConfigureAwait(false);
        outputs.Trace?.Write(stream => PrefillTrace.Write(stream, outcome.Report, outcome.Timeline));
        outputs.Plot?.Write(stream => PrefillPlot.Write(stream, outcome.Report, outcome.Timeline));
        if (outputs.Json)
        {
            JsonOutput.Write(terminal.Output, outcome.Report, facts);
        }
        else
        {
            terminal.Draw(console => PrefillText.Write(console, outcome.Report, facts));
        }

        return ExitCode.Done;
    }

    private static (PrefillOutcome Outcome, PrefillFacts Facts) Run(PrefillSpec spec, RunOutputs outputs)
    {
        var clock = WallClock.Start();
        var outcome = EmbeddedPrefill.Run(spec, outputs.Watched);
        return (outcome, PrefillFacts.Of(outcome, clock.Elapsed));
    }
}
