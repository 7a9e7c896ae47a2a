using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CloudMatrix.Tidy.Tests;

/// <summary>A method answers by what it returns; only TryXxx, and a deconstructor, have more to give.</summary>
internal static class OutParameters
{
    public static IEnumerable<Violation> Check(SourceFile file) =>
        from method in file.All<MethodDeclarationSyntax>()
        where !method.Identifier.Text.StartsWith("Try", StringComparison.Ordinal)
        where method.Identifier.Text != "Deconstruct"
        from parameter in method.ParameterList.Parameters
        where parameter.Modifiers.Any(SyntaxKind.OutKeyword)
        select file.Violation(parameter.Identifier, $"{method.Identifier} has the out {parameter.Identifier}");
}
