namespace CloudMatrix.Tidy.Tests;

/// <summary>References only point down; the tests of a floor may also reference that floor.</summary>
internal static class Arrows
{
    public static IEnumerable<Violation> Check(ProjectFile project)
    {
        var own = House.FloorOf(project);
        if (own is null)
        {
            yield return new Violation(project.Path, 1, $"{project.Name} has no floor in the house");
            yield break;
        }

        foreach (var reference in project.All("ProjectReference"))
        {
            var name = ProjectFile.ReferencedName(reference);
            if (House.Find(name) is not { } floor)
            {
                yield return project.Violation(reference, $"{name} has no floor in the house");
            }
            else if (floor.Height >= own.Height && floor != own)
            {
                yield return project.Violation(reference, $"{project.Name} does not stand above {name}");
            }
        }
    }
}
