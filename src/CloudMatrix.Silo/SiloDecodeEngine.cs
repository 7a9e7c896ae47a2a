using CloudMatrix.Client;
using CloudMatrix.Commands;
using CloudMatrix.Simulation;

namespace CloudMatrix.Silo;

/// <summary>Runs decodes on the cluster that this silo starts, or joins.</summary>
/// <param name="configuration">The silo.</param>
internal sealed class SiloDecodeEngine(SiloConfiguration configuration) : IDecodeEngine
{
    // Several programs may run verbs on one cluster.
    private readonly string _instance = $"verb-{configuration.SiloPort}";

    public string Name => "orleans";

    public async Task<DecodeOutcome> RunAsync(
        DecodeJob job, IProgress<DecodeProgress> progress, CancellationToken cancellation)
    {
        await using var silo = await SiloHost.StartAsync(configuration.WithMachine(job.Spec.Machine), cancellation);
        return await new ClusterDecodeEngine(silo.Grains, _instance).RunAsync(job, progress, cancellation);
    }

    public async Task<GenerationOutcome> GenerateAsync(
        GenerationSpec spec, IProgress<GenerationProgress> progress, CancellationToken cancellation)
    {
        await using var silo = await SiloHost.StartAsync(configuration.WithMachine(spec.Decode.Machine), cancellation);
        return await new ClusterDecodeEngine(silo.Grains, _instance).GenerateAsync(spec, progress, cancellation);
    }
}
