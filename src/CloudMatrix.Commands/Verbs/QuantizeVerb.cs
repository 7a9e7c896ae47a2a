using System.CommandLine;
using CloudMatrix.Numerics;

namespace CloudMatrix.Commands;

/// <summary><c>quantize</c>: writes a checkpoint whose large matrices are in 8 bits.</summary>
internal sealed class QuantizeVerb(Terminal terminal)
{
    private readonly QuantizeArguments _arguments = new();

    /// <summary>The verb with its options.</summary>
    public Command ToCommand()
    {
        var command = new Command("quantize", "Write a checkpoint whose large matrices are rounded to 8 bits.");
        _arguments.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static QuantizeReport Run(
        QuantizeRequest request, ProgressDisplay progress, CancellationToken cancellation)
    {
        using var open = request;
        return request.Target.Write(folder => request.Quantizer.Write(folder, step =>
        {
            cancellation.ThrowIfCancellationRequested();
            progress.Report(new DecodeProgress(step, request.Quantizer.Steps));
        }));
    }

    private async Task<int> RunAsync(ParseResult parse, CancellationToken cancellation)
    {
        var request = _arguments.Read(parse);
        var progress = new ProgressDisplay(terminal, "Reading the calibration texts", "Rounding, layer");
        var clock = WallClock.Start();

        // Whoever interrupts waits for the layer at hand: what is half written must be gone before the process is.
        var run = Background.RunAsync(() => Run(request, progress, cancellation));
        var report = await progress.ShowUntilAsync(run).ConfigureAwait(false);
        var facts = ModelFacts.Of(clock.Elapsed, workers: 1);
        if (request.Json)
        {
            JsonOutput.Write(terminal.Output, report, facts);
        }
        else
        {
            terminal.Draw(console => QuantizeText.Write(console, report, facts));
        }

        return ExitCode.Done;
    }
}
