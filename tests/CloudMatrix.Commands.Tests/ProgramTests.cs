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

    private static async Task<CommandRun> RunAsync(string line, int processors)
    {
        var program = Repository.OutputOf("src/CloudMatrix.Cli", "cloudmatrix");
        var start = new ProcessStartInfo(Environment.ProcessPath!, $"{program} {line}")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_PROCESSOR_COUNT"] = $"{processors:D}" },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new CommandRun(process.ExitCode, await output, await error);
    }
}
