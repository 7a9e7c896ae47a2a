namespace CloudMatrix.Tidy.Tests;

/// <summary>A line fits beside another file.</summary>
internal static class LineLength
{
    private const int Limit = 120;

    public static IEnumerable<Violation> Check(SourceFile file) =>
        file.Lines.Index()
            .Where(line => line.Item.TrimEnd('\r').Length > Limit)
            .Select(line => new Violation(
                file.Path, line.Index + 1, $"the line has {line.Item.Length} characters, more than {Limit}"));
}
