namespace CloudMatrix.Tidy.Tests;

/// <summary>A package's version stands in one place.</summary>
internal static class CentralVersions
{
    public static IEnumerable<Violation> Check(ProjectFile project) =>
        from package in project.All("PackageReference")
        where package.Attribute("Version") is not null
            || package.Attribute("VersionOverride") is not null
            || package.Element("Version") is not null
        select project.Violation(
            package, $"the version of {ProjectFile.Included(package)} belongs in {Repository.CentralVersions}");
}
