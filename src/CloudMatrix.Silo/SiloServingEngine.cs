using CloudMatrix.Client;
using CloudMatrix.Commands;
using CloudMatrix.Simulation;

namespace CloudMatrix.Silo;

/// <summary>Serves traces, and tries configurations, on the cluster that this silo starts, or joins.</summary>
/// <param name="configuration">The silo.</param>
internal sealed class SiloServingEngine(SiloConfiguration configuration) : IServingEngine
{
    public string Name => "orleans";

    public async Task<ReplayOutcome> ReplayAsync(
        ReplaySpec spec, IProgress<DecodeProgress> progress, CancellationToken cancellation)
    {
        var machine = spec.Options.Service.Machine;
        await using var silo = await SiloHost.StartAsync(configuration.WithMachine(machine), cancellation);
        return await EngineOf(silo).ReplayAsync(spec, progress, cancellation);
    }

    public async Task<PlanReport> PlanAsync(
        PlanSpec spec,
        IReadOnlyDictionary<PlanCandidate, PlanRow> known,
        Action<PlanRow> found,
        CancellationToken cancellation)
    {
        var machine = spec.Options.Replay.Service.Machine;
        await using var silo = await SiloHost.StartAsync(configuration.WithMachine(machine), cancellation);
        return await EngineOf(silo).PlanAsync(spec, known, found, cancellation);
    }

    // Several programs may run verbs on one cluster.
    private ClusterServingEngine EngineOf(SiloHost silo) => new(silo.Grains, $"verb-{configuration.SiloPort}");
}
