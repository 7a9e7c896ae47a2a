namespace CloudMatrix.Tidy.Tests;

/// <summary>What breaks a rule, and where.</summary>
internal readonly record struct Violation(string Path, int Line, string What)
{
    public override string ToString() => $"{Path}:{Line}: {What}";
}
