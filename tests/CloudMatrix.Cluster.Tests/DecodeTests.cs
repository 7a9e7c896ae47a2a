using CloudMatrix.Client;
using CloudMatrix.Commands;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Hosting;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Cluster.Tests;

public sealed class DecodeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Invariant_SameSeedSameReport_OnAnyNumberOfSilos(int silos)
    {
        await using var supernode = await TestSupernode.StartAsync(silos);
        var found = Decodes.Small with { Microbatches = null, AttentionAics = null };
        var job = new DecodeJob(DecodeSpecReader.Read(found), [new RankId(3), new RankId(40)]);
        var progress = new Progress<DecodeProgress>();

        var outcome = await new ClusterDecodeEngine(supernode.Client, "decode-0").RunAsync(job, progress, default);

        var embedded = await new EmbeddedDecodeEngine().RunAsync(job, progress, default);
        Assert.Equal(Decodes.Text(embedded.Report), Decodes.Text(outcome.Report));
        Assert.Equal<TimelineSpan>(embedded.Timeline, outcome.Timeline);
        Assert.Equal(silos, outcome.Silos);
        Assert.True(outcome.Wall > TimeSpan.Zero);
    }

    [Fact]
    public async Task Run_TwoClientsAtOnce_EachGetsItsOwnReport()
    {
        await using var supernode = await SupernodeHost.StartAsync();
        var gateway = $"127.0.0.1:{supernode.GatewayPort}";
        await using var first = await SupernodeClient.ConnectAsync(gateway);
        await using var second = await SupernodeClient.ConnectAsync(gateway);
        var other = Decodes.Small with { Seed = 12, Npus = 24 };

        var reports = await Task.WhenAll(
            ReportAsync(first, "first", Decodes.Small), ReportAsync(second, "second", other));

        Assert.Equal(await Decodes.EmbeddedAsync(Decodes.Small), reports[0]);
        Assert.Equal(await Decodes.EmbeddedAsync(other), reports[1]);
        Assert.NotEqual(reports[0], reports[1]);
    }

    [Fact]
    public async Task ConnectAsync_NobodyThere_SaysWhatToStart()
    {
        var exception = await Assert.ThrowsAsync<ClusterLostException>(
            () => SupernodeClient.ConnectAsync("127.0.0.1:1"));

        Assert.Contains("No silo answers at 127.0.0.1:1", exception.Message, StringComparison.Ordinal);
    }

    private static async Task<string> ReportAsync(SupernodeClient client, string instance, DecodeOptions options)
    {
        var order = Decodes.Order(options);
        var result = await client.Grains.DecodeInstance(instance).RunAsync(order, new Progress<DecodeStatus>());
        return Decodes.Text(result.Report);
    }
}
