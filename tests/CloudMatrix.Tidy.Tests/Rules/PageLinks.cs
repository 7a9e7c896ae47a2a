using System.Text.RegularExpressions;

namespace CloudMatrix.Tidy.Tests;

/// <summary>A link from a page to a file of the repository leads somewhere.</summary>
internal static partial class PageLinks
{
    public static IEnumerable<Violation> Check(TextFile page, Predicate<string> exists) =>
        from Match match in Link().Matches(page.Text)
        let target = match.Groups["target"].Value
        where !exists(Resolve(page.Path, target))
        select new Violation(page.Path, page.LineAt(match.Index), $"{target} does not exist");

    private static string Resolve(string path, string target)
    {
        var folder = Path.GetDirectoryName(path)!;
        var root = Path.GetFullPath("/");
        return Path.GetRelativePath(root, Path.GetFullPath(Path.Combine(root, folder, target)));
    }

    // [text](target#part), where the target is neither an address with a scheme nor a part of the same page.
    [GeneratedRegex(@"\]\((?![a-z]+:|#)(?<target>[^)#\s]+)[^)]*\)")]
    private static partial Regex Link();
}
