using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CloudMatrix.Tidy.Tests;

/// <summary>
/// Below Hosting nobody asks for a hash code, because a string's differs from run to run; only GetHashCode itself may.
/// </summary>
internal static class HashCodes
{
    public static IEnumerable<Violation> Check(SourceFile file) =>
        from access in file.All<MemberAccessExpressionSyntax>()
        where House.IsBelowHosting(file) && IsHashCode(access.Name.Identifier.Text)
        where !access.Ancestors().OfType<MethodDeclarationSyntax>().Any(method => IsHashCode(method.Identifier.Text))
        select file.Violation(access.Name, "a hash code may differ from run to run");

    private static bool IsHashCode(string name) => name == nameof(GetHashCode);
}
