namespace CloudMatrix.Tidy.Tests;

public sealed class PackageTests
{
    private const string Project = "src/CloudMatrix.Model/CloudMatrix.Model.csproj";

    [Fact]
    public void SilencedWarnings_ThisRepository_IsKept() =>
        Tidy.Holds(Repository.BuildFiles.SelectMany(SilencedWarnings.Check));

    [Fact]
    public void SilencedWarnings_NoWarnOrMereWarnings_IsFound()
    {
        const string text = """
            <Project>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <TreatWarningsAsErrors>false</TreatWarningsAsErrors>
            <PackageReference Include="A" NoWarn="NU1701" />
            <NoWarn>CS1591</NoWarn>
            </Project>
            """;

        Tidy.Finds(
            SilencedWarnings.Check, Project, text,
            "3: warnings are errors everywhere",
            "4: NoWarn",
            "5: NoWarn");
    }

    [Fact]
    public void CentralVersions_ThisRepository_IsKept() =>
        Tidy.Holds(Repository.BuildFiles.SelectMany(CentralVersions.Check));

    [Fact]
    public void CentralVersions_VersionInProject_IsFound()
    {
        const string text = """
            <Project>
            <PackageReference Include="A" Version="1.0.0" />
            <PackageReference Include="B"><Version>1.0.0</Version></PackageReference>
            <PackageReference Include="C" VersionOverride="1.0.0" />
            <PackageReference Include="D" />
            </Project>
            """;

        Tidy.Finds(
            CentralVersions.Check, Project, text,
            "2: the version of A belongs in Directory.Packages.props",
            "3: the version of B belongs in Directory.Packages.props",
            "4: the version of C belongs in Directory.Packages.props");
    }

    [Fact]
    public void PackageDecisions_ThisRepository_IsKept()
    {
        var versions = Repository.BuildFiles.Single(file => file.Path == Repository.CentralVersions);

        Tidy.Holds(PackageDecisions.Check(versions, Repository.Pages));
    }

    [Fact]
    public void PackageDecisions_NoPage_IsFound()
    {
        var versions = new ProjectFile(
            Repository.CentralVersions,
            "<Project>\n<PackageVersion Include=\"A\" />\n<PackageVersion Include=\"B\" />\n</Project>");
        TextFile[] pages = [new("docs/decisions/0001.md", "`A`: why."), new("docs/OTHER.md", "`B`: why.")];

        Tidy.Finds(PackageDecisions.Check(versions, pages), "3: no page in docs/decisions/ says why B is here");
    }
}
