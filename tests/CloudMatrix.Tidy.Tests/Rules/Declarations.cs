using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CloudMatrix.Tidy.Tests;

/// <summary>What rules ask about declarations.</summary>
internal static class Declarations
{
    /// <summary>Every declared type that has a name: delegates too, extension blocks not.</summary>
    public static IEnumerable<MemberDeclarationSyntax> Types(this SourceFile file) =>
        file.All<MemberDeclarationSyntax>().Where(member => member
            is (BaseTypeDeclarationSyntax and not ExtensionBlockDeclarationSyntax) or DelegateDeclarationSyntax);

    /// <summary>The name of a member, or the keyword or operator that stands for one.</summary>
    public static SyntaxToken Name(this MemberDeclarationSyntax member) => member switch
    {
        BaseFieldDeclarationSyntax field => field.Declaration.Variables[0].Identifier,
        OperatorDeclarationSyntax @operator => @operator.OperatorToken,
        ConversionOperatorDeclarationSyntax conversion => conversion.OperatorKeyword,
        IndexerDeclarationSyntax indexer => indexer.ThisKeyword,
        _ => member.ChildTokens().First(token => token.IsKind(SyntaxKind.IdentifierToken)),
    };

    public static bool Has(this MemberDeclarationSyntax member, SyntaxKind modifier) => member.Modifiers.Any(modifier);

    /// <summary>Whether an attribute of this name, without its suffix, stands on the member.</summary>
    public static bool HasAttribute(this MemberDeclarationSyntax member, string name) =>
        member.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.ShortName() == name);

    /// <summary>The name of an attribute, without what qualifies it.</summary>
    public static string ShortName(this AttributeSyntax attribute) => attribute.Name.ToString().Split('.')[^1];

    /// <summary>Whether the member is as open as the type it stands in.</summary>
    public static bool IsOpen(this MemberDeclarationSyntax member) =>
        member.Has(SyntaxKind.PublicKeyword)
        || member is EnumMemberDeclarationSyntax or ExtensionBlockDeclarationSyntax
        || (member.Parent is InterfaceDeclarationSyntax && !member.Has(SyntaxKind.PrivateKeyword));

    /// <summary>Whether the member and all it stands in are open to everyone.</summary>
    public static bool IsPublic(this MemberDeclarationSyntax member) =>
        member.AncestorsAndSelf().OfType<MemberDeclarationSyntax>()
            .All(part => part is BaseNamespaceDeclarationSyntax || part.IsOpen());
}
