namespace CloudMatrix.Tidy.Tests;

/// <summary>Every package is a decision that is written down.</summary>
internal static class PackageDecisions
{
    public const string Folder = "docs/decisions/";

    public static IEnumerable<Violation> Check(ProjectFile versions, IEnumerable<TextFile> pages)
    {
        var decisions = pages.Where(page => page.Path.StartsWith(Folder, StringComparison.Ordinal)).ToList();
        return
            from package in versions.All("PackageVersion")
            let name = ProjectFile.Included(package)
            where !decisions.Any(page => page.Text.Contains(name, StringComparison.Ordinal))
            select versions.Violation(package, $"no page in {Folder} says why {name} is here");
    }
}
