using CloudMatrix.Grains;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Hosting;
using CloudMatrix.Simulation;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace CloudMatrix.Cluster.Benchmarks;

/// <summary>A decode on in-memory silos, step by step.</summary>
internal sealed class GrainDecode : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;
    private readonly DecodeEpoch _epoch;
    private DecodeBoundary _boundary;

    private GrainDecode(InProcessTestCluster cluster, DecodeEpoch epoch, DecodeBoundary boundary)
    {
        _cluster = cluster;
        _epoch = epoch;
        _boundary = boundary;
    }

    /// <summary>Starts silos, and opens an epoch on all of them.</summary>
    public static async Task<GrainDecode> StartAsync(DecodeSpec spec, int silos)
    {
        var builder = new InProcessTestClusterBuilder((short)silos);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) => silo.UseCloudMatrix());
        var cluster = builder.Build();
        await cluster.DeployAsync();
        while ((await cluster.Client.Supernode().GetState()).Silos.Length != silos)
        {
            await Task.Yield();
        }

        var runs = cluster.Silos[0].ServiceProvider.GetRequiredService<DecodeRuns>();
        var start = DecodeBoundary.Start(spec);
        var order = new DecodeOrder(spec.Options, []);
        var state = new DecodeState
        {
            Epoch = 0,
            Order = order,
            Microbatches = 2,
            AttentionCores = 16,
            Boundary = start.ToBytes(),
            Status = DecodeStatus.None,
        };
        var epoch = DecodeEpoch.Form(runs, spec, new EpochId("benchmark", 1), (state, []));
        await epoch.OpenAsync();
        return new GrainDecode(cluster, epoch, start);
    }

    /// <summary>Runs the next step.</summary>
    public async Task RunStepAsync() => _boundary = (await _epoch.RunStepAsync(_boundary, [])).Next;

    /// <summary>Stops the silos.</summary>
    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();
}
