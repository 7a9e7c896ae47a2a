using System.CommandLine;
using CloudMatrix.Numerics;

namespace CloudMatrix.Commands;

/// <summary><c>verify</c>: computes a checkpoint's reference texts and says how far the results are from it.</summary>
internal sealed class VerifyVerb(Terminal terminal)
{
    private readonly VerifyArguments _arguments = new();

    /// <summary>The verb with its options.</summary>
    public Command ToCommand()
    {
        var command = new Command(
            "verify", "A checkpoint, computed here, against what its makers' implementation computed.");
        _arguments.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static (VerifyReport Report, VerifyFacts Facts) Run(
        VerifyRequest request, ProgressDisplay progress, CancellationToken cancellation)
    {
        // Whoever interrupts does not wait for the text at hand: what computes it also unmaps what it reads.
        using var open = request;
        var verifier = new Verifier(request.Model, request.Reference, request.Precision);
        var allocatedBefore = GC.GetTotalAllocatedBytes();
        var clock = WallClock.Start();
        for (var sequence = 0; sequence < request.Reference.Sequences; sequence++)
        {
            cancellation.ThrowIfCancellationRequested();
            progress.Report(new DecodeProgress(sequence, request.Reference.Sequences));
            verifier.Run(sequence);
        }

        var wall = clock.Elapsed;
        var allocated = GC.GetTotalAllocatedBytes() - allocatedBefore;
        return (verifier.Report(), VerifyFacts.Of(request, wall, allocated));
    }

    private async Task<int> RunAsync(ParseResult parse, CancellationToken cancellation)
    {
        // To open a checkpoint in 8 bits may mean to round it first.
        var opening = Background.RunAsync(() => _arguments.Read(parse)).WaitAsync(cancellation);
        var request = await new ProgressDisplay(terminal, "Opening the checkpoint")
            .ShowUntilAsync(opening)
            .ConfigureAwait(false);
        var progress = new ProgressDisplay(terminal, "Mapping the checkpoint", "Comparing, text");
        var run = Background.RunAsync(() => Run(request, progress, cancellation));
        var (report, facts) = await progress.ShowUntilAsync(run.WaitAsync(cancellation)).ConfigureAwait(false);
        if (request.Json)
        {
            JsonOutput.Write(terminal.Output, report, facts);
        }
        else
        {
            terminal.Draw(console => VerifyText.Write(console, report, facts));
        }

        return report.Holds == false ? ExitCode.BarMissed : ExitCode.Done;
    }
}
