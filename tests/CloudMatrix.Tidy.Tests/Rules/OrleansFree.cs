namespace CloudMatrix.Tidy.Tests;

/// <summary>A floor without Orleans knows none of its packages, and no floor that does.</summary>
internal static class OrleansFree
{
    public static IEnumerable<Violation> Check(ProjectFile project) =>
        House.FloorOf(project) is { HasOrleans: false } ? Packages(project).Concat(Floors(project)) : [];

    private static IEnumerable<Violation> Packages(ProjectFile project) =>
        from package in project.All("PackageReference")
        where ProjectFile.IsOrleans(package)
        select project.Violation(package, $"{project.Name} must not know {ProjectFile.Included(package)}");

    private static IEnumerable<Violation> Floors(ProjectFile project) =>
        from reference in project.All("ProjectReference")
        let name = ProjectFile.ReferencedName(reference)
        where House.Find(name) is { HasOrleans: true }
        select project.Violation(reference, $"{project.Name} must not know {name}, which knows Orleans");
}
