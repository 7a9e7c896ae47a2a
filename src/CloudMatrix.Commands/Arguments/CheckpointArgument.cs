using System.CommandLine;

namespace CloudMatrix.Commands;

/// <summary>The option that names a checkpoint.</summary>
/// <param name="description">What its folder must hold.</param>
internal sealed class CheckpointArgument(string description)
{
    private const string Shipped = "models/tiny-moe";

    private readonly Option<string?> _model = OptionKinds.File(
        "--model", "DIR", $"{description} (default: tiny-moe, which comes with this program).");

    /// <summary>The option.</summary>
    public Option Option => _model;

    /// <summary>Adds the option to a verb.</summary>
    public void AddTo(Command command) => command.Add(_model);

    /// <summary>The folder; null where it is none.</summary>
    public string? Read(ParseResult parse, CommandFaults faults)
    {
        var folder = faults.ValueOf(parse, _model) ?? Path.Combine(AppContext.BaseDirectory, Shipped);
        if (Directory.Exists(folder))
        {
            return folder;
        }

        faults.Add(_model, $"'{folder}' is not a folder.");
        return null;
    }
}
