using System.Collections.Frozen;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CloudMatrix.Tidy.Tests;

/// <summary>
/// Functions whose last digit depends on the platform come from one file, so that one answer is the answer everywhere.
/// Numerics has its own.
/// </summary>
internal static class TranscendentalCalls
{
    private const string Home = "src/CloudMatrix.Model/Transcendentals.cs";

    private static readonly string[] Types = ["Math", "MathF", "double", "Double", "float", "Single"];

    private static readonly string[] Functions =
    [
        "Exp", "Exp2", "Exp10", "ExpM1", "Log", "Log2", "Log10", "LogP1", "Log2P1", "Log10P1", "Pow", "Cbrt",
        "Sin", "Cos", "SinCos", "Tan", "Asin", "Acos", "Atan", "Atan2",
        "Sinh", "Cosh", "Tanh", "Asinh", "Acosh", "Atanh",
    ];

    private static readonly FrozenSet<string> Names =
        Types.SelectMany(type => Functions.Select(function => $"{type}.{function}")).ToFrozenSet();

    public static IEnumerable<Violation> Check(SourceFile file) =>
        House.IsBelowHosting(file) && file.Project != "CloudMatrix.Numerics" && file.Path != Home
            ? Usages.Find(file, Names, $"such functions come from {Home}").Concat(StaticUsings(file))
            : [];

    private static IEnumerable<Violation> StaticUsings(SourceFile file) =>
        from directive in file.Root.Usings
        where directive.StaticKeyword.IsKind(SyntaxKind.StaticKeyword)
        where directive.NamespaceOrType.ToString() is "System.Math" or "System.MathF"
        select file.Violation(directive, $"{directive.NamespaceOrType} is not to be used without its name");
}
