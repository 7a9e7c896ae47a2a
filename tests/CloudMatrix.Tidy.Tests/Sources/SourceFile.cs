using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CloudMatrix.Tidy.Tests;

/// <summary>One C# file, parsed but not bound, so that projects that cannot be restored are read too.</summary>
internal sealed class SourceFile
{
    /// <param name="path">From the repository's root, with forward slashes.</param>
    /// <param name="text">The file's text.</param>
    public SourceFile(string path, string text)
    {
        Path = path;
        Lines = text.Split('\n');
        Root = CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot();
    }

    public string Path { get; }

    public string[] Lines { get; }

    public CompilationUnitSyntax Root { get; }

    public string FileName => System.IO.Path.GetFileName(Path);

    /// <summary>The name of the project's folder: the second part of the path.</summary>
    public string Project => Path.Split('/')[1];

    public bool IsProduct => Path.StartsWith("src/", StringComparison.Ordinal);

    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal);

    /// <summary>Every node of one kind, in the order of the text.</summary>
    public IEnumerable<T> All<T>()
        where T : SyntaxNode => Root.DescendantNodes().OfType<T>();

    /// <summary>The line a node or token begins on, from 1.</summary>
    public static int LineOf(SyntaxNodeOrToken place) => place.GetLocation()!.GetLineSpan().StartLinePosition.Line + 1;

    public Violation Violation(SyntaxNodeOrToken place, string what) => new(Path, LineOf(place), what);
}
