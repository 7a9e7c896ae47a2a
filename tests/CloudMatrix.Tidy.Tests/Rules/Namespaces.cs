using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CloudMatrix.Tidy.Tests;

/// <summary>
/// A namespace is its project's name, or under it. No part of it is Orleans: that would hide the real one.
/// </summary>
internal static class Namespaces
{
    private const string Samples = "CloudMatrix.Samples";

    public static IEnumerable<Violation> Check(SourceFile file)
    {
        var home = file.Path.StartsWith("samples/", StringComparison.Ordinal) ? Samples : file.Project;
        var spaces = file.All<BaseNamespaceDeclarationSyntax>().ToList();
        foreach (var space in spaces.Where(space => !IsWithin(space.Name.ToString(), home)))
        {
            yield return file.Violation(space.Name, $"the namespace {space.Name} is not within {home}");
        }

        foreach (var space in spaces.OfType<NamespaceDeclarationSyntax>())
        {
            yield return file.Violation(space.Name, $"the namespace {space.Name} is not file-scoped");
        }

        foreach (var type in file.Root.Members.OfType<BaseTypeDeclarationSyntax>())
        {
            yield return file.Violation(type.Identifier, $"{type.Identifier} is in no namespace");
        }
    }

    private static bool IsWithin(string name, string home) =>
        (name == home || name.StartsWith(home + ".", StringComparison.Ordinal)) && !name.Split('.').Contains("Orleans");
}
