namespace CloudMatrix.Tidy.Tests;

public sealed class SizeTests
{
    private const string Product = "src/CloudMatrix.Model/Die.cs";

    [Fact]
    public void FileLength_ThisRepository_IsKept() => Tidy.Holds(FileLength.Check);

    [Theory]
    [InlineData(Product, 300)]
    [InlineData("tests/CloudMatrix.Model.Tests/DieTests.cs", 400)]
    [InlineData("src/CloudMatrix.Grains/NpuGrain.cs", 120)]
    public void FileLength_OneLineTooMany_IsFound(string path, int limit)
    {
        var longest = string.Concat(Enumerable.Repeat("// A line.\n", limit));

        Tidy.Finds(FileLength.Check, path, longest);
        Tidy.Finds(
            FileLength.Check, path, longest + "// One more.",
            $"{limit + 1}: the file has {limit + 1} lines, more than {limit}");
    }

    [Fact]
    public void LineLength_ThisRepository_IsKept() => Tidy.Holds(LineLength.Check);

    [Fact]
    public void LineLength_OneCharacterTooMany_IsFound()
    {
        var longest = "//" + new string('x', 118);

        Tidy.Finds(
            LineLength.Check, Product, $"{longest}\r\n{longest}y\n",
            "2: the line has 121 characters, more than 120");
    }

    [Fact]
    public void MethodLength_ThisRepository_IsKept() => Tidy.Holds(MethodLength.Check);

    [Fact]
    public void MethodLength_OneLineTooMany_IsFound()
    {
        var text = $$"""
            class Die
            {
                [Obsolete]
                int Kept()
                {{{Lines(37)}}
                }

                [Obsolete]
                int Price()
                {{{Lines(38)}}
                }
            }
            """;

        Tidy.Finds(MethodLength.Check, Product, text, "46: Price has 41 lines, more than 40");
    }

    [Fact]
    public void MethodLength_LongProgram_IsFound() =>
        Tidy.Finds(
            MethodLength.Check, "samples/00-EmbeddedDecode/Program.cs", $"Run();{Lines(40)}",
            "1: the program has 41 lines, more than 40");

    [Fact]
    public void Complexity_ThisRepository_IsKept() => Tidy.Holds(Complexity.Check);

    [Fact]
    public void Complexity_EveryKindOfBranch_IsCounted()
    {
        const string text = """
            class Die
            {
                int Simple(bool a) => a ? 1 : 2;

                int Price(object a, bool b)
                {
                    if (b && a != null || b) { }
                    for (;;) { }
                    foreach (var x in y) { }
                    while (b) { }
                    try { } catch { }
                    switch (a) { case 1: case int n: break; default: break; }
                    return a switch { 1 => b ? 1 : 2, 2 => c ?? d, _ => 3 };
                }
            }
            """;

        Tidy.Finds(Complexity.Check, Product, text, "5: Price has complexity 14, more than 10");
    }

    private static string Lines(int count) => string.Concat(Enumerable.Repeat("\n        Step();", count));
}
