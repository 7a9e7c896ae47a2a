using System.CommandLine;
using System.IO.Compression;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary><c>trace generate</c>: writes a trace of its own.</summary>
internal sealed class TraceGenerateVerb(Terminal terminal)
{
    private readonly TraceGenerateArguments _arguments = new();

    /// <summary>The verb with its options.</summary>
    public Command ToCommand()
    {
        var command = new Command("generate", "Write a trace: arrivals, lengths, and prompts that begin alike.");
        _arguments.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parse, CancellationToken cancellation)
    {
        var faults = new CommandFaults(parse);
        var options = _arguments.Read(parse, faults);
        var output = _arguments.ReadOutput(parse, faults);
        faults.Check(() => TraceGenerator.Check(options));
        faults.ThrowIfAny();
        var generation = Background.RunAsync(() => TraceGenerator.Generate(options)).WaitAsync(cancellation);
        var progress = new ProgressDisplay(terminal, "Generating requests");
        var trace = await progress.ShowUntilAsync(generation).ConfigureAwait(false);
        output!.Value.File.Write(stream => Write(stream, trace, output.Value.Path));
        _arguments.Json.Print(parse, terminal, TraceReport.Of(trace), TraceText.Write);
        return ExitCode.Done;
    }

    private static void Write(Stream stream, Trace trace, string path)
    {
        if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            TraceWriter.Write(stream, trace);
            return;
        }

        using var packed = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true);
        TraceWriter.Write(packed, trace);
    }
}
