using System.Collections.Concurrent;
using CloudMatrix.Simulation;
using Orleans.Concurrency;

namespace CloudMatrix.Grains;

/// <summary>Tries configurations on its silo.</summary>
/// <remarks>Reentrant, because several are tried at the same time, each off the grain's turns.</remarks>
[Reentrant]
[SiloPlacement]
internal sealed class PlanWorkerGrain : Grain, IPlanWorkerGrain
{
    // Trials that are not at work, with the times that they have met.
    private readonly ConcurrentBag<PlanTrial> _idle = [];
    private ReplayOptions? _common;

    public Task<int> Open(ReplayOptions common)
    {
        Forget();
        _common = common;
        return Task.FromResult(Environment.ProcessorCount);
    }

    public async Task<PlanRow> TryOut(PlanCandidate candidate)
    {
        var trial = _idle.TryTake(out var idle) ? idle : new PlanTrial(_common ?? throw new PartLostException());
        var row = await OffTurn.RunAsync(() => trial.Run(candidate));
        _idle.Add(trial);
        return row;
    }

    public Task Close()
    {
        Forget();
        return Task.CompletedTask;
    }

    private void Forget()
    {
        while (_idle.TryTake(out var trial))
        {
            trial.Dispose();
        }

        _common = null;
    }
}
