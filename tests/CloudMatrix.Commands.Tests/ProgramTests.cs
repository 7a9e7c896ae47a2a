using System.Diagnostics;

namespace CloudMatrix.Commands.Tests;

/// <summary>The program as the shell starts it.</summary>
public sealed class ProgramTests
{
    [Fact]
    public async Task Program_OneAndTwoWorkers_GiveTheSameReportBytes()
    {
        var one = await RunAsync($"{CommandRun.SmallDecode} --json", processors: 1);
        var two = await RunAsync($"{CommandRun.SmallDecode} --json", processors: 2);

        Assert.Equal((1, 2), (Workers(one), Workers(two)));
        Assert.Equal(one.Report, two.Report);

        static int Workers(CommandRun run) => run.Json.GetProperty("run").GetProperty("workers").GetInt32();
    }

    [Theory]
    [InlineData("fp32")]
    [InlineData("int8")]
    public async Task Program_WithoutVectorInstructions_GivesTheSameReportBytes(string precision)
    {
        const string checkpoint = "tests/CloudMatrix.Numerics.Tests/Checkpoints/tiny-v3-16e";
        var line = $"verify --model {Repository.PathOf(checkpoint)} --precision {precision} --json";

        var fast = await RunAsync(line, processors: 1);
        var slow = await RunAsync(line, processors: 1, ("DOTNET_EnableHWIntrinsic", "0"));

        Assert.Equal((0, fast.Report), (slow.ExitCode, slow.Report));
    }

    [Fact]
    public async Task Program_Version_IsOneLine()
    {
        var run = await RunAsync("--version", processors: 1);

        Assert.Equal((0, RunFacts.ProgramVersion), (run.ExitCode, run.Output.TrimEnd()));
    }

    [Fact]
    public async Task Program_BadInput_Says2OnStandardError()
    {
        var run = await RunAsync("decode --npus 500", processors: 1);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("--npus: 500", run.Error, StringComparison.Ordinal);
    }

    private static async Task<CommandRun> RunAsync(
        string line, int processors, params IEnumerable<(string Name, string Value)> settings)
    {
        var program = Repository.OutputOf("src/CloudMatrix.Cli", "cloudmatrix");
        var start = new ProcessStartInfo(Environment.ProcessPath!, $"{program} {line}")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_PROCESSOR_COUNT"] = $"{processors:D}" },
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new CommandRun(process.ExitCode, await output, await error);
    }
}
