namespace CloudMatrix.Commands.Tests;

public sealed class GoldenTests
{
    [Theory]
    [InlineData("greeting", "")]
    [InlineData("help", "--help")]
    [InlineData("help-decode", "decode --help")]
    [InlineData("help-operator", "operator --help")]
    [InlineData("help-dispatch", "operator dispatch --help")]
    [InlineData("help-topology", "topology --help")]
    [InlineData("help-verify", "verify --help")]
    [InlineData("help-accuracy", "accuracy --help")]
    [InlineData("help-quantize", "quantize --help")]
    [InlineData("help-outliers", "outliers --help")]
    [InlineData("topology", "topology --down plane:3")]
    public async Task Command_Text_IsTheGoldenOne(string golden, string line)
    {
        var run = await CommandRun.OfAsync(line);

        Assert.Equal(0, run.ExitCode);
        AssertIsGolden(golden, run.Output);
    }

    [Fact]
    public void DecodeText_OfASample_IsTheGoldenOne()
    {
        using var output = new StringWriter();

        new Terminal(output, TextWriter.Null).Draw(console => DecodeText.Write(console, Samples.Report, Samples.Facts));

        AssertIsGolden("decode", output.ToString());
    }

    [Fact]
    public void AccuracyText_OfASample_IsTheGoldenOne()
    {
        using var output = new StringWriter();

        new Terminal(output, TextWriter.Null).Draw(
            console => AccuracyText.Write(console, Samples.Accuracy, Samples.ModelFacts));

        AssertIsGolden("accuracy", output.ToString());
    }

    // Trailing blanks and the newline's form are the platform's and the library's.
    private static void AssertIsGolden(string name, string actual)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Golden", $"{name}.txt");
        Assert.Equal(Lines(File.ReadAllText(path)), Lines(actual));
    }

    private static IEnumerable<string> Lines(string text) => text.TrimEnd().Split('\n').Select(line => line.TrimEnd());
}
