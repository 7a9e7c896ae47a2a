using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CloudMatrix.Tidy.Tests;

/// <summary>A piece of code with a name: a method, a constructor, an operator, a property, or a program.</summary>
/// <param name="Name">What to call it.</param>
/// <param name="Place">Where the name stands; for a program, where it begins.</param>
/// <param name="Nodes">Its syntax: one member, or a program's statements.</param>
internal sealed record Body(string Name, SyntaxToken Place, IReadOnlyList<SyntaxNode> Nodes)
{
    public int LineCount =>
        Nodes[^1].GetLocation().GetLineSpan().EndLinePosition.Line + 2 - SourceFile.LineOf(FirstToken(Nodes[0]));

    /// <summary>The bodies of a file, outermost only: what a method holds inside it counts as its own.</summary>
    public static IEnumerable<Body> In(SourceFile file)
    {
        var members = file.All<MemberDeclarationSyntax>()
            .Where(member => member is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax)
            .Select(member => new Body(member.Name().Text, member.Name(), [member]));
        var program = file.Root.Members.OfType<GlobalStatementSyntax>().ToList();
        return program.Count == 0
            ? members
            : members.Prepend(new Body("the program", program[0].GetFirstToken(), program));
    }

    // Attributes are not part of a body's length.
    private static SyntaxToken FirstToken(SyntaxNode node) =>
        node is MemberDeclarationSyntax { AttributeLists: [.., var last] }
            ? last.GetLastToken().GetNextToken()
            : node.GetFirstToken();
}
