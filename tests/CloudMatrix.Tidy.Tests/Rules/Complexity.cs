using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CloudMatrix.Tidy.Tests;

/// <summary>A method decides few things: one, and one more for each place where it may go another way.</summary>
internal static class Complexity
{
    private const int Limit = 10;

    public static IEnumerable<Violation> Check(SourceFile file) =>
        from body in Body.In(file)
        let paths = 1 + body.Nodes.Sum(node => node.DescendantNodes().Count(IsBranch))
        where paths > Limit
        select file.Violation(body.Place, $"{body.Name} has complexity {paths}, more than {Limit}");

    private static bool IsBranch(SyntaxNode node) => node switch
    {
        SwitchExpressionArmSyntax arm => arm.Pattern is not DiscardPatternSyntax,
        _ => IsBranch(node.Kind()),
    };

    private static bool IsBranch(SyntaxKind kind) => kind
        is SyntaxKind.IfStatement
        or SyntaxKind.ForStatement
        or SyntaxKind.ForEachStatement
        or SyntaxKind.ForEachVariableStatement
        or SyntaxKind.WhileStatement
        or SyntaxKind.DoStatement
        or SyntaxKind.CaseSwitchLabel
        or SyntaxKind.CasePatternSwitchLabel
        or SyntaxKind.CatchClause
        or SyntaxKind.ConditionalExpression
        or SyntaxKind.LogicalAndExpression
        or SyntaxKind.LogicalOrExpression
        or SyntaxKind.CoalesceExpression
        or SyntaxKind.CoalesceAssignmentExpression;
}
