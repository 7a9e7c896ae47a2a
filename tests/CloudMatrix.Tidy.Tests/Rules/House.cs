using System.Collections.Immutable;

namespace CloudMatrix.Tidy.Tests;

/// <summary>The house: which project stands on which. The picture is in docs/ARCHITECTURE.md.</summary>
internal static class House
{
    private const string Tests = ".Tests";
    private const int Simulation = 20;
    private const int Hosting = 40;

    // The tests of no floor, the benchmarks, the calibration and the samples see all of the house.
    private static readonly Floor Roof = new("the roof", 60, HasOrleans: true);

    private static readonly ImmutableArray<Floor> Floors =
    [
        new("CloudMatrix.Model", 0),
        new("CloudMatrix.Costs", 10),
        new("CloudMatrix.Numerics", 10),
        new("CloudMatrix.Simulation", Simulation),
        new("CloudMatrix.Grains.Abstractions", 25, HasOrleans: true),
        new("CloudMatrix.Grains", 30, HasOrleans: true),
        new("CloudMatrix.Commands", 30),
        new("CloudMatrix.Hosting", Hosting, HasOrleans: true),
        new("CloudMatrix.Client", Hosting, HasOrleans: true),
        new("CloudMatrix.Cli", 50),
        new("CloudMatrix.Silo", 50, HasOrleans: true),
    ];

    /// <summary>The floor of this name, if the house has it.</summary>
    public static Floor? Find(string project) => Floors.FirstOrDefault(floor => floor.Project == project);

    /// <summary>Where a project stands, if the house has a place for it; a floor's tests stand on that floor.</summary>
    public static Floor? FloorOf(ProjectFile project)
    {
        if (project.Path.StartsWith("src/", StringComparison.Ordinal))
        {
            return Find(project.Name);
        }

        var isOfOneFloor = project.Name.EndsWith(Tests, StringComparison.Ordinal);
        return (isOfOneFloor ? Find(project.Name[..^Tests.Length]) : null) ?? Roof;
    }

    /// <summary>The floor that a namespace belongs to, if any: the one with the longest name that begins it.</summary>
    public static Floor? FindByNamespace(string name) =>
        Floors.Where(floor => $"{name}.".StartsWith($"{floor.Project}.", StringComparison.Ordinal))
            .MaxBy(floor => floor.Project.Length);

    /// <summary>Whether a file is product code of a floor where time is data.</summary>
    public static bool IsBelowHosting(SourceFile file) => file.IsProduct && Find(file.Project) is { Height: < Hosting };

    /// <summary>Whether a file is the one below Hosting that may have threads.</summary>
    public static bool IsParallelPhases(SourceFile file) =>
        file is { Project: "CloudMatrix.Simulation", FileName: "ParallelPhases.cs" };

    /// <summary>Whether a file is product code of a floor that computes and neither waits nor logs.</summary>
    public static bool IsPure(SourceFile file) => file.IsProduct && Find(file.Project) is { Height: <= Simulation };
}
