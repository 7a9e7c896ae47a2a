namespace CloudMatrix.Simulation;

/// <summary>Collects what is wrong with the lines of a trace.</summary>
/// <param name="source">The trace, as faults name it.</param>
internal sealed class TraceFaults(string source)
{
    private const int ShownLength = 40;

    private readonly List<string> _lines = [];

    /// <summary>The faults, in the order of their lines.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Adds a fault of a line.</summary>
    /// <param name="line">Its number, from 1.</param>
    /// <param name="fault">What is wrong, beginning with the field if it is one.</param>
    public void Add(long line, string fault) => _lines.Add($"{source}: line {line}: {fault}");

    /// <summary>The first faults, and how many more there are.</summary>
    public IEnumerable<string> Shown(int count) => _lines.Count <= count
        ? _lines
        : _lines.Take(count).Append($"{source}: and {_lines.Count - count} more.");

    /// <summary>What stands in a field, in one line and cut to a length that a message can bear.</summary>
    public static string Show(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= ShownLength ? line : $"{line[..ShownLength]}…";
    }
}
