namespace CloudMatrix.Tidy.Tests;

/// <summary>A project references every floor whose names its code uses.</summary>
internal static class StatedFloors
{
    public static IEnumerable<Violation> Check(ProjectFile project, IEnumerable<SourceFile> sources)
    {
        var folder = project.Path[..(project.Path.LastIndexOf('/') + 1)];
        var stated = project.References.Append(project.Name).ToHashSet(StringComparer.Ordinal);
        return
            from file in sources
            where file.Path.StartsWith(folder, StringComparison.Ordinal)
            from directive in file.Root.Usings
            let floor = House.FindByNamespace(directive.NamespaceOrType.ToString())
            where floor is not null && !stated.Contains(floor.Project)
            select file.Violation(directive, $"{project.Name} uses {floor.Project} and does not reference it");
    }
}
