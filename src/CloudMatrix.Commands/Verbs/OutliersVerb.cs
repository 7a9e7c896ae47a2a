using System.CommandLine;
using CloudMatrix.Numerics;

namespace CloudMatrix.Commands;

/// <summary><c>outliers</c>: writes a checkpoint that computes the same as another and is hard to round.</summary>
internal sealed class OutliersVerb(Terminal terminal)
{
    private readonly FolderArgument _folder = new("config.json and model.safetensors (or an index and its files)");
    private readonly OutputFolderArgument _out = new();

    /// <summary>The verb with its options.</summary>
    public Command ToCommand()
    {
        var command = new Command(
            "outliers", "Write a checkpoint that computes the same as another and is hard to round to 8 bits.");
        _folder.AddTo(command);
        _out.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parse, CancellationToken cancellation)
    {
        var faults = new CommandFaults(parse);
        var folder = _folder.Read(parse, faults);
        var target = _out.Read(parse, faults, folder);
        faults.ThrowIfAny();
        var progress = new ProgressDisplay(terminal, "Scaling channels");
        var run = Background.RunAsync(() => _folder.ReadFile(faults, () => target!.Write(partial =>
        {
            OutlierCheckpoint.Write(folder!, partial);
            cancellation.ThrowIfCancellationRequested();
            return partial;
        })));
        await progress.ShowUntilAsync(run).ConfigureAwait(false);
        faults.ThrowIfAny();
        return ExitCode.Done;
    }
}
