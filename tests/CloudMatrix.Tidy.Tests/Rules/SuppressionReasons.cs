using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CloudMatrix.Tidy.Tests;

/// <summary>Where a warning is silenced, the reason stands beside it: on the line, or on the one above.</summary>
internal static class SuppressionReasons
{
    public static IEnumerable<Violation> Check(SourceFile file) => Pragmas(file).Concat(Attributes(file));

    private static IEnumerable<Violation> Pragmas(SourceFile file) =>
        from trivia in file.Root.DescendantTrivia()
        let pragma = trivia.GetStructure() as PragmaWarningDirectiveTriviaSyntax
        where pragma is not null && pragma.DisableOrRestoreKeyword.IsKind(SyntaxKind.DisableKeyword)
        where !HasComment(pragma) && !IsComment(file, SourceFile.LineOf(pragma) - 1)
        select file.Violation(pragma, "a warning is silenced without a reason");

    private static IEnumerable<Violation> Attributes(SourceFile file) =>
        from attribute in file.All<AttributeSyntax>()
        where attribute.ShortName() == "SuppressMessage"
        where attribute.ArgumentList?.ToString().Contains("Justification", StringComparison.Ordinal) != true
        select file.Violation(attribute, "a warning is silenced without a reason");

    private static bool HasComment(PragmaWarningDirectiveTriviaSyntax pragma) =>
        pragma.EndOfDirectiveToken.LeadingTrivia.Concat(pragma.DescendantTrivia())
            .Any(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia));

    private static bool IsComment(SourceFile file, int line) =>
        line > 0 && file.Lines[line - 1].TrimStart().StartsWith("//", StringComparison.Ordinal);
}
