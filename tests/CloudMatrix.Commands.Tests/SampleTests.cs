using System.Diagnostics;

namespace CloudMatrix.Commands.Tests;

/// <summary>Each sample prints what its folder says it prints.</summary>
public sealed class SampleTests
{
    [Theory]
    [InlineData("00-EmbeddedDecode", "EmbeddedDecode")]
    public async Task Sample_Run_PrintsWhatItExpects(string folder, string assembly)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, Repository.OutputOf($"samples/{folder}", assembly))
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        var expected = await File.ReadAllTextAsync(Repository.PathOf($"samples/{folder}/expected.txt"));
        Assert.Equal(expected.ReplaceLineEndings("\n"), output.ReplaceLineEndings("\n"));
    }
}
