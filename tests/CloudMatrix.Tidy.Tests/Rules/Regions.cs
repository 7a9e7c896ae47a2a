using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CloudMatrix.Tidy.Tests;

/// <summary>A file that needs regions is two files.</summary>
internal static class Regions
{
    public static IEnumerable<Violation> Check(SourceFile file) =>
        from trivia in file.Root.DescendantTrivia()
        let region = trivia.GetStructure() as RegionDirectiveTriviaSyntax
        where region is not null
        select file.Violation(region, "a region");
}
