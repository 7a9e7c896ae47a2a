using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace CloudMatrix.Tidy.Tests;

/// <summary>What is left to do is an issue, not a comment.</summary>
internal static partial class UnfinishedWork
{
    public static IEnumerable<Violation> Check(SourceFile file) =>
        from trivia in file.Root.DescendantTrivia()
        where IsComment(trivia.Kind())
        from Match match in Marker().Matches(trivia.ToString())
        let line = file.Root.SyntaxTree.GetLineSpan(new(trivia.SpanStart + match.Index, 0)).StartLinePosition.Line
        select new Violation(file.Path, line + 1, $"a {match.Value} in a comment");

    private static bool IsComment(SyntaxKind kind) => kind
        is SyntaxKind.SingleLineCommentTrivia
        or SyntaxKind.MultiLineCommentTrivia
        or SyntaxKind.SingleLineDocumentationCommentTrivia
        or SyntaxKind.MultiLineDocumentationCommentTrivia;

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex Marker();
}
