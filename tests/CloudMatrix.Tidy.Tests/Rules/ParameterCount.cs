using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CloudMatrix.Tidy.Tests;

/// <summary>A method takes at most four parameters; more of them are a record that lacks a name.</summary>
internal static class ParameterCount
{
    private const int Limit = 4;

    public static IEnumerable<Violation> Check(SourceFile file) =>
        from method in file.All<MethodDeclarationSyntax>()
        where !file.IsTest && !method.HasAttribute("LoggerMessage")
        let count = method.ParameterList.Parameters.Count
        where count > Limit
        select file.Violation(method.Identifier, $"{method.Identifier} takes {count} parameters, more than {Limit}");
}
