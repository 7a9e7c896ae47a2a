namespace CloudMatrix.Tidy.Tests;

/// <summary>How a rule is tested: that the repository keeps it, and that it can be broken.</summary>
internal static class Tidy
{
    /// <summary>Every source file of the repository keeps the rule.</summary>
    public static void Holds(Func<SourceFile, IEnumerable<Violation>> rule) =>
        Holds(Repository.Sources.SelectMany(rule));

    /// <summary>Every project of the repository keeps the rule.</summary>
    public static void Holds(Func<ProjectFile, IEnumerable<Violation>> rule) =>
        Holds(Repository.Projects.SelectMany(rule));

    /// <summary>There are no violations; if there are, the failure lists them, one a line.</summary>
    public static void Holds(IEnumerable<Violation> violations)
    {
        var found = violations.ToList();

        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    /// <summary>The rule finds just the <paramref name="expected"/>, each as "line: what", in this source.</summary>
    public static void Finds(
        Func<SourceFile, IEnumerable<Violation>> rule, string path, string text, params string[] expected) =>
        Finds(rule(new SourceFile(path, text)), expected);

    /// <summary>The rule finds just the <paramref name="expected"/>, each as "line: what", in this project.</summary>
    public static void Finds(
        Func<ProjectFile, IEnumerable<Violation>> rule, string path, string text, params string[] expected) =>
        Finds(rule(new ProjectFile(path, text)), expected);

    /// <summary>The violations are just the <paramref name="expected"/>, each as "line: what".</summary>
    public static void Finds(IEnumerable<Violation> violations, params string[] expected) =>
        Assert.Equal(expected, violations.Select(violation => $"{violation.Line}: {violation.What}"));
}
