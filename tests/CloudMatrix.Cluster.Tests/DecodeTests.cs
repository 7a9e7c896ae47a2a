using System.Text.Json;
using CloudMatrix.Client;
using CloudMatrix.Commands;
using CloudMatrix.Simulation;

namespace CloudMatrix.Cluster.Tests;

public sealed class DecodeTests
{
    private static readonly DecodeOptions Options = new() { Npus = 32, Batch = 24, Steps = 3, Seed = 11 };

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Decode_OnSilos_GivesTheReportOfTheEmbeddedEngine(int silos)
    {
        await using var supernode = await TestSupernode.StartAsync(silos);
        var job = new DecodeJob(DecodeSpecReader.Read(Options), []);
        var progress = new Progress<DecodeProgress>();

        var outcome = await new ClusterDecodeEngine(supernode.Client, "decode-0").RunAsync(job, progress, default);

        var embedded = await new EmbeddedDecodeEngine().RunAsync(job, progress, default);
        Assert.Equal(JsonSerializer.Serialize(embedded.Report), JsonSerializer.Serialize(outcome.Report));
        Assert.Equal(silos, outcome.Silos);
    }
}
