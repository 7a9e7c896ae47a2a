using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CloudMatrix.Tidy.Tests;

/// <summary>
/// Every class is sealed or static: nothing here is made to be inherited from. BenchmarkDotNet alone demands that its
/// benchmarks are not.
/// </summary>
internal static class SealedTypes
{
    public static IEnumerable<Violation> Check(SourceFile file) =>
        from type in file.All<TypeDeclarationSyntax>()
        where type.Kind() is SyntaxKind.ClassDeclaration or SyntaxKind.RecordDeclaration
        where !type.Has(SyntaxKind.SealedKeyword) && !type.Has(SyntaxKind.StaticKeyword)
        where !HasBenchmarks(type)
        select file.Violation(type.Identifier, $"{type.Identifier} is neither sealed nor static");

    private static bool HasBenchmarks(TypeDeclarationSyntax type) =>
        type.Members
            .SelectMany(member => member.AttributeLists)
            .SelectMany(list => list.Attributes)
            .Any(attribute => attribute.Name.ToString() == "Benchmark");
}
