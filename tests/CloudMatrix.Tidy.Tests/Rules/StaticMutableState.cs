using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CloudMatrix.Tidy.Tests;

/// <summary>Nothing that changes belongs to a type: a run must not see what another left.</summary>
internal static class StaticMutableState
{
    public static IEnumerable<Violation> Check(SourceFile file) => Fields(file).Concat(Properties(file));

    private static IEnumerable<Violation> Fields(SourceFile file) =>
        from field in file.All<FieldDeclarationSyntax>()
        where field.Has(SyntaxKind.StaticKeyword) && !field.Has(SyntaxKind.ReadOnlyKeyword)
        from variable in field.Declaration.Variables
        select file.Violation(variable, $"{variable.Identifier} is static and can change");

    private static IEnumerable<Violation> Properties(SourceFile file) =>
        from property in file.All<PropertyDeclarationSyntax>()
        where property.Has(SyntaxKind.StaticKeyword)
        where property.AccessorList?.Accessors.Any(SyntaxKind.SetAccessorDeclaration) == true
        select file.Violation(property.Identifier, $"{property.Identifier} is static and can change");
}
