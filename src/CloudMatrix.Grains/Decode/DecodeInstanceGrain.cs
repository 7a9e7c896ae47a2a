using System.Collections.Immutable;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using Orleans.Concurrency;
using Orleans.Placement;

namespace CloudMatrix.Grains;

/// <summary>A decode instance.</summary>
/// <remarks>
/// Reentrant, because people ask how far it is while it runs; is kept, because the run is no call.
/// </remarks>
[Reentrant]
[KeepAlive]
[HashBasedPlacement]
internal sealed class DecodeInstanceGrain(DecodeRuns runs, SupernodeSpec supernode) : Grain, IDecodeInstanceGrain
{
    private static readonly TimeSpan NewsPatience = TimeSpan.FromSeconds(5);

    private readonly StatusBoard _board = new();
    private DecodeRun? _run;

    private bool IsRunning => _run is { Status.IsOver: false };

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var copy = await Standby().Get();
        if (copy is not null)
        {
            Host(await runs.ResumeAsync(this.GetPrimaryKeyString(), copy, _board));
            Run();
        }
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_run is not null)
        {
            _run.Abandon();
            runs.Release(_run);
        }

        return Task.CompletedTask;
    }

    public async Task<RunAdmission> Start(DecodeOrder order)
    {
        if (IsRunning)
        {
            return RunAdmission.Busy;
        }

        try
        {
            var down = await GrainFactory.UbPlane(NetworkPlane.ScaleUp).GetDown();
            var whole = order with
            {
                Options = order.Options with { Down = [.. order.Options.Down.Union(down)] },
            };
            var faults = FaultsOf(whole.Options.Machine);
            var specs = OrderSpecs.Read(whole);
            if (faults.Count > 0)
            {
                return RunAdmission.Refused(faults);
            }

            if (IsRunning)
            {
                return RunAdmission.Busy;
            }

            var before = (_board, _run?.Epoch ?? 0);
            Host(runs.New(this.GetPrimaryKeyString(), specs, whole, before));
            await _run!.KeepAsync();
            Run();
            return RunAdmission.Started;
        }
        catch (ConfigurationException exception)
        {
            return RunAdmission.Refused(exception.Faults);
        }
    }

    public Task<DecodeStatus> GetStatus() => Task.FromResult(_board.Latest);

    public Task<DecodeStatus> NextStatus(long seen) => _board.NextAsync(seen, runs.Time.PauseAsync(NewsPatience));

    public Task<DecodeResult?> GetResult() => Task.FromResult(_run?.Result);

    public Task<GenerationResult?> GetGeneration() => Task.FromResult(_run?.Generation);

    public Task<ImmutableArray<ImmutableArray<int>>> GetTexts() =>
        Task.FromResult<ImmutableArray<ImmutableArray<int>>>(_run?.Texts ?? []);

    public Task Cancel()
    {
        _run?.Cancel();
        return Task.CompletedTask;
    }

    private List<string> FaultsOf(MachineSpec machine) => Documents.HashOf(machine) == supernode.Hash ? [] :
    [
        $"machine: {machine.Name} is not the machine that this supernode is, {supernode.Machine.Name}; "
        + "leave it out, or start silos that host it.",
    ];

    private void Host(DecodeRun run) => runs.Host(_run = run);

    // The run goes on between calls, on this grain's turns.
    private void Run()
    {
        if (IsRunning)
        {
            _run!.RunAsync().Ignore();
        }
    }

    private IStandbyGrain Standby() => GrainFactory.GetGrain<IStandbyGrain>(this.GetPrimaryKeyString());
}
