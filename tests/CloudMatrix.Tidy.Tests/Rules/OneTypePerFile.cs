using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CloudMatrix.Tidy.Tests;

/// <summary>A file holds one public type and bears its name; without one, it bears that of a type it holds.</summary>
internal static class OneTypePerFile
{
    public static IEnumerable<Violation> Check(SourceFile file)
    {
        var types = file.Types().Where(IsTopLevel).ToList();
        var shown = types.Where(type => type.Has(SyntaxKind.PublicKeyword)).ToList();
        foreach (var second in shown.Skip(1))
        {
            yield return file.Violation(second.Name(), $"{second.Name()} is a second public type in one file");
        }

        var bearers = shown.Count > 0 ? shown[..1] : types;
        if (types.Count > 0 && !bearers.Any(type => type.Name().Text == file.FileName.Split('.')[0]))
        {
            yield return file.Violation(bearers[0].Name(), $"{bearers[0].Name()} does not bear the file's name");
        }
    }

    private static bool IsTopLevel(MemberDeclarationSyntax type) =>
        type.Parent is BaseNamespaceDeclarationSyntax or CompilationUnitSyntax;
}
