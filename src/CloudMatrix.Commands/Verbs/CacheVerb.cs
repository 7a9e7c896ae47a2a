using System.CommandLine;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary><c>cache</c>: what a trace's prompts find in the pooled memory; <c>cache models</c> beside it.</summary>
internal sealed class CacheVerb(Terminal terminal)
{
    private readonly TraceArgument _trace = new();
    private readonly CacheArguments _arguments = new();
    private readonly CachePlaneArgument _plane = new();
    private readonly JsonArgument _json = new();

    /// <summary>The verb with its options.</summary>
    public Command ToCommand()
    {
        var command = new Command(
            "cache", "What a trace's prompts find in the pooled memory of the CPUs, without time.")
        {
            new ModelsVerb(terminal).ToCommand(),
        };
        _trace.AddTo(command);
        _arguments.AddTo(command);
        _plane.AddTo(command);
        _json.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parse, CancellationToken cancellation)
    {
        var run = Background.RunAsync(() => Run(parse)).WaitAsync(cancellation);
        var progress = new ProgressDisplay(terminal, "Replaying the trace");
        var (report, facts) = await progress.ShowUntilAsync(run).ConfigureAwait(false);
        if (_json.Read(parse))
        {
            JsonOutput.Write(terminal.Output, report, facts);
        }
        else
        {
            terminal.Draw(console => CacheText.Write(console, report, facts));
        }

        return ExitCode.Done;
    }

    private (CacheReport Report, CacheFacts Facts) Run(ParseResult parse)
    {
        var faults = new CommandFaults(parse);
        var reading = WallClock.Start();
        var trace = _trace.Read(parse, faults);
        var readIn = reading.Elapsed;
        var options = _arguments.Read(parse, faults, trace) with { Plane = _plane.Read(parse, faults) };
        var allocatedBefore = GC.GetTotalAllocatedBytes();
        var replaying = WallClock.Start();
        var report = faults.Check(() => CacheReplay.Run(options));
        var replayedIn = replaying.Elapsed;
        faults.ThrowIfAny();
        var allocated = GC.GetTotalAllocatedBytes() - allocatedBefore;
        return (report!, CacheFacts.Of(report!, (readIn, replayedIn), allocated));
    }
}
