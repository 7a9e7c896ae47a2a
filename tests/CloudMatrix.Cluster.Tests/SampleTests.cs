using CloudMatrix.Hosting;

namespace CloudMatrix.Cluster.Tests;

public sealed class SampleTests
{
    [Theory]
    [InlineData("01-HelloSupernode", "HelloSupernode")]
    [InlineData("02-DispatchCombine", "DispatchCombine")]
    [InlineData("03-PipelinedDecode", "PipelinedDecode")]
    [InlineData("05-GenerateText", "GenerateText")]
    [InlineData("06-ServeRequests", "ServeRequests")]
    [InlineData("07-PlanService", "PlanService")]
    public async Task Sample_Run_PrintsWhatItExpects(string folder, string assembly)
    {
        var run = await ProgramRun.OfAsync(Repository.ProgramOf($"samples/{folder}", assembly));

        Assert.Equal(await ExpectedAsync(folder), run.Output);
    }

    [Fact]
    public async Task WatchADevice_RunningSilo_PrintsWhatItExpects()
    {
        await using var supernode = await SupernodeHost.StartAsync();
        var program = Repository.ProgramOf("samples/04-WatchADevice", "WatchADevice");

        var run = await ProgramRun.OfAsync(program, $"127.0.0.1:{supernode.GatewayPort}");

        Assert.Equal(await ExpectedAsync("04-WatchADevice"), run.Output);
    }

    private static async Task<string> ExpectedAsync(string folder) =>
        (await File.ReadAllTextAsync(Repository.PathOf($"samples/{folder}/expected.txt"))).ReplaceLineEndings("\n");
}
