namespace CloudMatrix.Tidy.Tests;

/// <summary>A method is seen at one glance.</summary>
internal static class MethodLength
{
    private const int Limit = 40;

    public static IEnumerable<Violation> Check(SourceFile file) =>
        from body in Body.In(file)
        where body.LineCount > Limit
        select file.Violation(body.Place, $"{body.Name} has {body.LineCount} lines, more than {Limit}");
}
