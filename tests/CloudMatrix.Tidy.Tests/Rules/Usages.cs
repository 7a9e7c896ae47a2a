using System.Collections.Frozen;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CloudMatrix.Tidy.Tests;

/// <summary>What code refers to, as far as its text tells.</summary>
internal static class Usages
{
    /// <summary>
    /// Where a file refers to one of the names: a type ("Thread") or a member of a type ("Task.Delay"),
    /// qualified by its namespace or not. A member that merely bears a type's name ("spec.Thread") is not meant.
    /// </summary>
    public static IEnumerable<Violation> Find(SourceFile file, FrozenSet<string> names, string why) =>
        from node in file.All<ExpressionSyntax>()
        let name = NameOf(node)
        where name is not null && names.Contains(name)
        select file.Violation(node, $"{name}: {why}");

    private static string? NameOf(ExpressionSyntax node) => node switch
    {
        SimpleNameSyntax name when BeginsOrIsFramework(name) => name.Identifier.Text,
        MemberAccessExpressionSyntax access => $"{LastPart(access.Expression)}.{access.Name.Identifier.Text}",
        _ => null,
    };

    private static bool BeginsOrIsFramework(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Name == name => IsFramework(access.Expression),
        QualifiedNameSyntax qualified when qualified.Right == name => IsFramework(qualified.Left),
        MemberBindingExpressionSyntax or NameColonSyntax or NameEqualsSyntax => false,
        _ => true,
    };

    private static bool IsFramework(SyntaxNode qualifier) =>
        qualifier.ToString().Split('.')[0] is "System" or "global::System";

    private static string LastPart(ExpressionSyntax type) => type.ToString().Split('.')[^1];
}
