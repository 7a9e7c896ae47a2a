using System.CommandLine;

namespace CloudMatrix.Commands;

/// <summary>The options that say which folder a verb leaves behind.</summary>
internal sealed class OutputFolderArgument
{
    private readonly Option<string?> _out = OptionKinds.File(
        "--out", "DIR", "Folder to write; it appears when it is whole.");

    private readonly Option<bool> _overwrite = new("--overwrite")
    {
        Description = "Replace the folder if there is one.",
    };

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Add(_out);
        command.Add(_overwrite);
    }

    /// <summary>The folder; null where there is a fault.</summary>
    /// <param name="parse">What the user wrote.</param>
    /// <param name="faults">Takes what is wrong.</param>
    /// <param name="source">The folder that is read, which must be another.</param>
    public OutputFolder? Read(ParseResult parse, CommandFaults faults, string? source)
    {
        if (faults.ValueOf(parse, _out) is not { } path)
        {
            faults.AddIfNotGiven(parse, _out, "needed; say which folder to write, e.g. --out tiny-moe-int8.");
            return null;
        }

        var folder = new OutputFolder(path);
        var fault = source is not null && FullPath(source) == FullPath(path) ? $"{path} is the folder of --model too."
            : Directory.Exists(path) && !parse.GetValue(_overwrite) ? $"{path} exists; --overwrite replaces it."
            : folder.FindFault();
        if (fault is null)
        {
            return folder;
        }

        faults.Add(_out, fault);
        return null;
    }

    private static string FullPath(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
}
