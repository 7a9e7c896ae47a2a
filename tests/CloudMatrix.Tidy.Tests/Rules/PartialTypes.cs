using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CloudMatrix.Tidy.Tests;

/// <summary>A type is in parts only where its log messages are apart, or a source generator writes one.</summary>
internal static class PartialTypes
{
    private static readonly string[] Generators =
        ["GeneratedRegex", "JsonSerializable", "JsonSourceGenerationOptions", "LoggerMessage"];

    /// <summary>Checks all files at once, because a type may be partial for the sake of its log file.</summary>
    public static IEnumerable<Violation> Check(IReadOnlyCollection<SourceFile> files)
    {
        var paths = files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        return
            from file in files
            where !IsLog(file.Path) && !paths.Contains(LogOf(file.Path))
            from type in file.All<TypeDeclarationSyntax>()
            where type.Has(SyntaxKind.PartialKeyword) && !IsGenerated(type)
            select file.Violation(type.Identifier, $"{type.Identifier} is partial for neither a log nor a generator");
    }

    private static bool IsLog(string path) => path.EndsWith(".Log.cs", StringComparison.Ordinal);

    private static string LogOf(string path) => string.Concat(path.AsSpan(0, path.Length - ".cs".Length), ".Log.cs");

    private static bool IsGenerated(TypeDeclarationSyntax type) =>
        type.DescendantNodesAndSelf().OfType<MemberDeclarationSyntax>()
            .Any(member => Generators.Any(member.HasAttribute));
}
