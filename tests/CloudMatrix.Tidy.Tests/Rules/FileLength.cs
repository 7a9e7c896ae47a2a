namespace CloudMatrix.Tidy.Tests;

/// <summary>A file is read at one sitting.</summary>
internal static class FileLength
{
    private const int Limit = 300;
    private const int TestLimit = 400;
    private const int GrainLimit = 120;

    public static IEnumerable<Violation> Check(SourceFile file)
    {
        var limit = LimitOf(file);
        var lines = file.Lines[^1].Length == 0 ? file.Lines.Length - 1 : file.Lines.Length;
        if (lines > limit)
        {
            yield return new Violation(file.Path, lines, $"the file has {lines} lines, more than {limit}");
        }
    }

    private static int LimitOf(SourceFile file) =>
        file.IsTest ? TestLimit
        : file.IsProduct && file.FileName.EndsWith("Grain.cs", StringComparison.Ordinal) ? GrainLimit
        : Limit;
}
