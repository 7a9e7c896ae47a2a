using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CloudMatrix.Tidy.Tests;

/// <summary>Every public member of the product says in its documentation what its name cannot.</summary>
internal static class PublicDocumentation
{
    private static readonly string[] EmptyPhrases = ["Initializes a new instance", "Gets or sets"];

    public static IEnumerable<Violation> Check(SourceFile file) =>
        from member in file.All<MemberDeclarationSyntax>()
        where file.IsProduct && member is not BaseNamespaceDeclarationSyntax and not ExtensionBlockDeclarationSyntax
        where member.IsPublic() && !member.Has(SyntaxKind.OverrideKeyword)
        let fault = FaultOf(member)
        where fault is not null
        select file.Violation(member.Name(), $"{member.Name()} {fault}");

    private static string? FaultOf(MemberDeclarationSyntax member)
    {
        var documentation = string.Concat(
            member.GetLeadingTrivia().Where(trivia => trivia.HasStructure).Select(trivia => trivia.ToFullString()));
        var phrase = EmptyPhrases.FirstOrDefault(documentation.Contains);
        return !documentation.Contains('<', StringComparison.Ordinal) ? "is public and has no documentation"
            : phrase is not null ? $"says no more than \"{phrase}\""
            : null;
    }
}
