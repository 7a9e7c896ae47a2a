using System.Text.RegularExpressions;

namespace CloudMatrix.Tidy.Tests;

/// <summary>The solution names every project, and the core filter every one that is built without Orleans.</summary>
internal static partial class SolutionMembership
{
    public static IEnumerable<Violation> Check(
        IEnumerable<ProjectFile> projects, TextFile solution, TextFile coreFilter)
    {
        var all = projects.ToDictionary(project => project.Name, StringComparer.Ordinal);
        var core = all.Values.Where(project => !NeedsOrleans(project, all));
        return Differences(solution, all.Values).Concat(Differences(coreFilter, core));
    }

    private static IEnumerable<Violation> Differences(TextFile list, IEnumerable<ProjectFile> projects)
    {
        var listed = ProjectPath().Matches(list.Text)
            .Select(match => match.Value.Replace(@"\\", "/", StringComparison.Ordinal).Replace('\\', '/'))
            .ToList();
        var expected = projects.Select(project => project.Path).ToList();
        return expected.Except(listed).Select(path => $"{path} is missing")
            .Concat(listed.Except(expected).Select(path => $"{path} does not belong"))
            .Select(what => new Violation(list.Path, 1, what));
    }

    private static bool NeedsOrleans(ProjectFile project, IReadOnlyDictionary<string, ProjectFile> all) =>
        project.NamesOrleans
        || project.References.Any(name => all.TryGetValue(name, out var lower) && NeedsOrleans(lower, all));

    [GeneratedRegex("""[^"]+\.csproj(?=")""")]
    private static partial Regex ProjectPath();
}
