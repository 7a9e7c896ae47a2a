using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Simulation;
using Microsoft.Extensions.Logging;

namespace CloudMatrix.Grains;

/// <summary>
/// A plan at work: every silo tries configurations, as many at a time as it has workers; what a lost silo was trying is
/// tried by another.
/// </summary>
/// <param name="grains">Reaches the silos' workers.</param>
/// <param name="layout">Which silos there are.</param>
/// <param name="time">Real time.</param>
/// <param name="logger">Where it tells what happens to it.</param>
internal sealed partial class PlanRun(
    IGrainFactory grains, SiloLayout layout, IHostTime time, ILogger<PlanRun> logger)
{
    private const int TriesMax = 60;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(500);

    private readonly News _news = new();
    private readonly Queue<int> _waiting = [];
    private PlanRow?[] _rows = [];

    /// <summary>How far it is.</summary>
    public PlanStatus Status { get; private set; } = new(0, IsOver: true, 0, 0, 0, null);

    /// <summary>What it found; null before it is done.</summary>
    public PlanReport? Report { get; private set; }

    /// <summary>Waits for news, or for patience to end.</summary>
    public Task NextNewsAsync(Task patience) => _news.NextAsync(patience);

    /// <summary>Tries all configurations.</summary>
    /// <param name="spec">The plan.</param>
    /// <param name="workersPerSilo">Configurations that a silo tries at a time; null: one a processor.</param>
    public async Task RunAsync(PlanSpec spec, int? workersPerSilo)
    {
        _rows = new PlanRow?[spec.Candidates.Length];
        Report = null;
        Post(new PlanStatus(Status.Version, IsOver: false, 0, _rows.Length, 0, null));
        try
        {
            for (var tries = 0; _rows.Contains(null); tries++)
            {
                if (tries > 0)
                {
                    await time.PauseAsync(RetryAfter);
                }

                await TryAllAsync(spec, workersPerSilo, tries);
            }

            Report = PlanReport.Of(spec, [.. _rows.Select(row => row!)]);
            Post(Status with { IsOver = true });
        }
        catch (Exception exception)
        {
            // Nobody awaits a plan: its status is where a failure is told.
            LogFailed(logger, exception);
            Post(Status with { IsOver = true, Failure = exception.Message });
        }
    }

    private async Task TryAllAsync(PlanSpec spec, int? workersPerSilo, int tries)
    {
        _waiting.Clear();
        foreach (var (index, row) in _rows.Index())
        {
            if (row is null)
            {
                _waiting.Enqueue(index);
            }
        }

        var silos = layout.Silos;
        Post(Status with { Silos = silos.Length });
        try
        {
            await Task.WhenAll(silos.Select(silo => WorkAsync(spec, silo, workersPerSilo)));
        }
        catch (Exception exception) when (
            exception is OrleansException or TimeoutException or PartLostException && tries < TriesMax)
        {
            LogSiloLost(logger, exception.Message);
        }
    }

    private async Task WorkAsync(PlanSpec spec, SiloAddress silo, int? workersPerSilo)
    {
        var worker = grains.GetGrain<IPlanWorkerGrain>(SiloPlacementDirector.KeyOf(silo));
        var processors = await worker.Open(spec.Options.Replay);
        await Task.WhenAll(Enumerable.Range(0, workersPerSilo ?? processors).Select(_ => WorkAsync(spec, worker)));
        await worker.Close();
    }

    private async Task WorkAsync(PlanSpec spec, IPlanWorkerGrain worker)
    {
        while (_waiting.TryDequeue(out var index))
        {
            _rows[index] = await worker.TryOut(spec.Candidates[index]);
            Post(Status with { Done = Status.Done + 1 });
        }
    }

    private void Post(PlanStatus status)
    {
        Status = status with { Version = Status.Version + 1 };
        _news.Tell();
    }
}
