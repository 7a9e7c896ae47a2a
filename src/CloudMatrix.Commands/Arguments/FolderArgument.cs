using System.CommandLine;

namespace CloudMatrix.Commands;

/// <summary>The option that names the folder of a checkpoint.</summary>
/// <param name="contents">What has to be in it.</param>
internal sealed class FolderArgument(string contents)
{
    private const string Name = "--model";

    private readonly Option<string?> _model = OptionKinds.File(
        Name, "DIR", $"Folder of a checkpoint of the DeepSeek-V2 or V3 architecture: {contents}.");

    /// <summary>Adds the option to a verb.</summary>
    public void AddTo(Command command) => command.Add(_model);

    /// <summary>The folder; null where there is none, which is a fault.</summary>
    public string? Read(ParseResult parse, CommandFaults faults)
    {
        if (faults.ValueOf(parse, _model) is not { } folder)
        {
            faults.AddIfNotGiven(parse, _model, "needed; say which folder, e.g. --model models/tiny-moe.");
            return null;
        }

        if (Directory.Exists(folder))
        {
            return folder;
        }

        faults.Add(_model, $"'{folder}' is not a folder.");
        return null;
    }

    /// <summary>Reads something of the folder; null where it has faults.</summary>
    public T? ReadFile<T>(CommandFaults faults, Func<T> read)
        where T : class => faults.ReadFile(_model, read);
}
