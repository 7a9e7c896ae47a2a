using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CloudMatrix.Tidy.Tests;

/// <summary>A public method takes no bool: at the call it would not say what it means.</summary>
internal static class BoolParameters
{
    public static IEnumerable<Violation> Check(SourceFile file) =>
        from method in file.All<MethodDeclarationSyntax>()
        where file.IsProduct && method.IsOpen() && !method.Has(SyntaxKind.OverrideKeyword)
        from parameter in method.ParameterList.Parameters
        where parameter.Type?.ToString() is "bool" or "bool?"
        select file.Violation(parameter.Identifier, $"{method.Identifier} takes the bool {parameter.Identifier}");
}
