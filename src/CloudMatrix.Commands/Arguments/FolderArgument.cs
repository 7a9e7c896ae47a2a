using System.CommandLine;

namespace CloudMatrix.Commands;

/// <summary>The option that names the folder of a checkpoint.</summary>
internal sealed class FolderArgument
{
    private const string Name = "--model";

    private readonly Option<string?> _model;
    private readonly string? _fallback;

    /// <summary>A folder that has to be named.</summary>
    /// <param name="contents">What has to be in it.</param>
    public FolderArgument(string contents)
        : this($"{contents}.", fallback: null)
    {
    }

    private FolderArgument(string contents, string? fallback)
    {
        _fallback = fallback;
        _model = OptionKinds.File(
            Name, "DIR", $"Folder of a checkpoint of the DeepSeek-V2 or V3 architecture: {contents}");
    }

    /// <summary>A folder that is that of tiny-moe where none is named.</summary>
    /// <param name="contents">What has to be in it.</param>
    public static FolderArgument OrShipped(string contents) => new(
        $"{contents} (default: tiny-moe, which comes with this program).",
        Path.Combine(AppContext.BaseDirectory, "models/tiny-moe"));

    /// <summary>Adds the option to a verb.</summary>
    public void AddTo(Command command) => command.Add(_model);

    /// <summary>The folder; null where there is none, which is a fault.</summary>
    public string? Read(ParseResult parse, CommandFaults faults)
    {
        if ((faults.ValueOf(parse, _model) ?? _fallback) is not { } folder)
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
