namespace CloudMatrix.Tidy.Tests;

public sealed class HouseTests
{
    private const string Costs = "src/CloudMatrix.Costs/CloudMatrix.Costs.csproj";
    private const string CostsTests = "tests/CloudMatrix.Costs.Tests/CloudMatrix.Costs.Tests.csproj";
    private const string Commands = "src/CloudMatrix.Commands/CloudMatrix.Commands.csproj";
    private const string Silo = "src/CloudMatrix.Silo/CloudMatrix.Silo.csproj";
    private const string Grains = "src/CloudMatrix.Grains/CloudMatrix.Grains.csproj";

    [Fact]
    public void Arrows_ThisRepository_IsKept() => Tidy.Holds(Arrows.Check);

    [Theory]
    [InlineData(Costs, "Model")]
    [InlineData(CostsTests, "Costs", "Model")]
    [InlineData("tests/CloudMatrix.Benchmarks/CloudMatrix.Benchmarks.csproj", "Hosting", "Model")]
    public void Arrows_Down_IsKept(string path, params string[] floors) =>
        Tidy.Finds(Arrows.Check, path, References(floors));

    [Theory]
    [InlineData(Costs, "Simulation", "2: CloudMatrix.Costs does not stand above CloudMatrix.Simulation")]
    [InlineData(Costs, "Numerics", "2: CloudMatrix.Costs does not stand above CloudMatrix.Numerics")]
    [InlineData(CostsTests, "Numerics", "2: CloudMatrix.Costs.Tests does not stand above CloudMatrix.Numerics")]
    [InlineData(Costs, "Cellar", "2: CloudMatrix.Cellar has no floor in the house")]
    [InlineData("src/CloudMatrix.Cellar/X.csproj", "Model", "1: X has no floor in the house")]
    public void Arrows_UpOrAsideOrOut_IsFound(string path, string floor, string expected) =>
        Tidy.Finds(Arrows.Check, path, References(floor), expected);

    [Fact]
    public void OrleansFree_ThisRepository_IsKept() => Tidy.Holds(OrleansFree.Check);

    [Fact]
    public void OrleansFree_PackageOrFloor_IsFound()
    {
        const string package = "<Project>\n<PackageReference Include=\"Microsoft.Orleans.Sdk\" />\n</Project>";

        Tidy.Finds(OrleansFree.Check, Grains, package);
        Tidy.Finds(OrleansFree.Check, Commands, package, "2: CloudMatrix.Commands must not know Microsoft.Orleans.Sdk");
        Tidy.Finds(
            OrleansFree.Check, Commands, References("Simulation", "Grains.Abstractions"),
            "3: CloudMatrix.Commands must not know CloudMatrix.Grains.Abstractions, which knows Orleans");
    }

    [Fact]
    public void StatedFloors_ThisRepository_IsKept() =>
        Tidy.Holds(Repository.Projects.SelectMany(project => StatedFloors.Check(project, Repository.Sources)));

    [Fact]
    public void StatedFloors_Unstated_IsFound()
    {
        const string text = """
            using System;
            using CloudMatrix.Costs;
            using CloudMatrix.Model;
            using CloudMatrix.Commands.Verbs;
            """;
        SourceFile[] sources =
        [
            new("src/CloudMatrix.Commands/Decode.cs", text),
            new("src/CloudMatrix.Commands.Other/Decode.cs", text),
        ];

        Tidy.Finds(
            StatedFloors.Check(new ProjectFile(Commands, References("Model")), sources),
            "2: CloudMatrix.Commands uses CloudMatrix.Costs and does not reference it");
    }

    [Fact]
    public void SolutionMembership_ThisRepository_IsKept() =>
        Tidy.Holds(SolutionMembership.Check(
            Repository.Projects, Repository.Text(Repository.Solution), Repository.Text(Repository.CoreFilter)));

    [Fact]
    public void SolutionMembership_MissingOrForeign_IsFound()
    {
        ProjectFile[] projects =
        [
            new(Costs, References()),
            new(Grains, "<Project><PackageReference Include=\"Microsoft.Orleans.Sdk\" /></Project>"),
            new(Silo, References("Grains", "Costs")),
        ];
        var solution = new TextFile("A.sln", Listed(@"\", Grains, Silo, "Gone.csproj"));
        var coreFilter = new TextFile("A.slnf", Listed(@"\\", Costs, Silo));

        Tidy.Finds(
            SolutionMembership.Check(projects, solution, coreFilter),
            $"1: {Costs} is missing",
            "1: Gone.csproj does not belong",
            $"1: {Silo} does not belong");
    }

    private static string Listed(string separator, params string[] paths) =>
        string.Join(", ", paths.Select(path => $"\"{path.Replace("/", separator, StringComparison.Ordinal)}\""));

    private static string References(params string[] floors) =>
        $"<Project>{string.Concat(floors.Select(Reference))}</Project>";

    private static string Reference(string floor) =>
        $"\n<ProjectReference Include=\"../../src/CloudMatrix.{floor}/CloudMatrix.{floor}.csproj\" />";
}
