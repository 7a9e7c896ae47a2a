using System.Diagnostics;
using CloudMatrix.Commands;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Simulation;

namespace CloudMatrix.Client;

/// <summary>Serves traces, and tries configurations, on the grains of a cluster.</summary>
/// <param name="grains">Reaches the cluster.</param>
/// <param name="name">What the service, and the plan, are called there.</param>
public sealed class ClusterServingEngine(IGrainFactory grains, string name) : IServingEngine
{
    /// <inheritdoc/>
    public string Name => "orleans";

    /// <inheritdoc/>
    public async Task<ReplayOutcome> ReplayAsync(
        ReplaySpec spec, IProgress<DecodeProgress> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(progress);
        var service = grains.Service(name);
        var latest = new LatestStatus(progress, spec.Arrivals.Length);
        var start = Stopwatch.GetTimestamp();
        var report = await service.ReplayAsync(spec.Options, latest, cancellation).ConfigureAwait(false);
        var wall = Stopwatch.GetElapsedTime(start);
        return new ReplayOutcome
        {
            Report = report,
            Requests = await Persistent.AskAsync(service.GetRecords, cancellation).ConfigureAwait(false),
            Wall = wall,
            Restarts = latest.Restarts,
        };
    }

    /// <inheritdoc/>
    public Task<PlanReport> PlanAsync(
        PlanSpec spec,
        IReadOnlyDictionary<PlanCandidate, PlanRow> known,
        Action<PlanRow> found,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(known);
        return grains.Plan(name).RunAsync(
            spec.Options, [.. spec.Candidates.Where(known.ContainsKey).Select(row => known[row])], found, cancellation);
    }

    private sealed class LatestStatus(IProgress<DecodeProgress> progress, int requests) : IProgress<ServiceStatus>
    {
        public int Restarts { get; private set; }

        public void Report(ServiceStatus value)
        {
            Restarts = value.Restarts;
            progress.Report(new DecodeProgress(value.Ended, requests));
        }
    }
}
