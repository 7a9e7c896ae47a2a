using System.CommandLine;

namespace CloudMatrix.Commands;

/// <summary><c>decode</c>: runs decode steps of one instance and reports them.</summary>
internal sealed class DecodeVerb(IProgram program, Terminal terminal)
{
    private readonly DecodeArguments _arguments = new();

    /// <summary>The verb with its options.</summary>
    public Command ToCommand()
    {
        var command = new Command(
            "decode", "Decode with one instance of NPUs: time per token, throughput, stages, memory and load.");
        _arguments.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parse, CancellationToken cancellation)
    {
        var (spec, outputs, engine) = _arguments.Read(parse, program);
        var progress = new ProgressDisplay(terminal, "Settling the operating point");
        var run = engine.RunAsync(new DecodeJob(spec, outputs.Watched), progress, cancellation);

        // An engine looks at the token between steps only; whoever interrupts does not want to wait for it.
        var outcome = await progress.ShowUntilAsync(run.WaitAsync(cancellation)).ConfigureAwait(false);
        outputs.Trace?.Write(stream => ChromeTrace.Write(stream, outcome.Report, outcome.Timeline));
        outputs.Plot?.Write(stream => DecodePlot.Write(stream, outcome.Report, outcome.Timeline));
        Print(engine, outcome, outputs);
        return ExitCode.Done;
    }

    private void Print(IDecodeEngine engine, DecodeOutcome outcome, RunOutputs outputs)
    {
        var facts = RunFacts.Of(engine, outcome);
        if (outputs.Json)
        {
            JsonOutput.Write(terminal.Output, outcome.Report, facts);
        }
        else
        {
            terminal.Draw(console => DecodeText.Write(console, outcome.Report, facts));
        }
    }
}
