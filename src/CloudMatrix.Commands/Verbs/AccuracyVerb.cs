using System.CommandLine;

namespace CloudMatrix.Commands;

/// <summary><c>accuracy</c>: asks a model the questions of its benchmark, in several precisions.</summary>
internal sealed class AccuracyVerb(Terminal terminal)
{
    private readonly AccuracyArguments _arguments = new();

    /// <summary>The verb with its options.</summary>
    public Command ToCommand()
    {
        var command = new Command(
            "accuracy", "How many questions of its benchmark a checkpoint answers exactly, by precision.");
        _arguments.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parse, CancellationToken cancellation)
    {
        var request = _arguments.Read(parse);
        var progress = new ProgressDisplay(terminal, "Loading the checkpoint", "Asking, batch");
        var run = new AccuracyRun(request, progress);
        var clock = WallClock.Start();
        var asking = run.RunAsync(cancellation).WaitAsync(cancellation);
        var report = await progress.ShowUntilAsync(asking).ConfigureAwait(false);
        var facts = ModelFacts.Of(clock.Elapsed, run.Workers);
        if (request.Json)
        {
            JsonOutput.Write(terminal.Output, report, facts);
        }
        else
        {
            terminal.Draw(console => AccuracyText.Write(console, report, facts));
        }

        return ExitCode.Done;
    }
}
