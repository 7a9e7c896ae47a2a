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
internal sealed class DecodeInstanceGrain(DecodeRuns runs, SupernodeSpec supernode)
    : RunGrain<DecodeStatus, DecodeRun>(runs.Standbys, runs.Time), IDecodeInstanceGrain
{
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (Run is not null)
        {
            runs.Release(Run);
        }

        return base.OnDeactivateAsync(reason, cancellationToken);
    }

    public Task<RunAdmission> Start(DecodeOrder order) => AdmitAsync(() => ReadAsync(order), read => Host(runs.New(
        this.GetPrimaryKeyString(), read.Specs, read.Order, (Board, Run?.Epoch ?? 0))));

    public Task<DecodeResult?> GetResult() => Task.FromResult(Run?.Result);

    public Task<GenerationResult?> GetGeneration() => Task.FromResult(Run?.Generation);

    public Task<ImmutableArray<ImmutableArray<int>>> GetTexts() =>
        Task.FromResult<ImmutableArray<ImmutableArray<int>>>(Run?.Texts ?? []);

    public Task Cancel()
    {
        Run?.Cancel();
        return Task.CompletedTask;
    }

    protected override async Task<DecodeRun> ResumeAsync(StandbyCopy copy) =>
        Host(await runs.ResumeAsync(this.GetPrimaryKeyString(), copy, Board));

    private async Task<(OrderSpecs Specs, DecodeOrder Order)> ReadAsync(DecodeOrder order)
    {
        var down = await GrainFactory.UbPlane(NetworkPlane.ScaleUp).GetDown();
        var whole = order with
        {
            Options = order.Options with { Down = [.. order.Options.Down.Union(down)] },
        };
        var faults = FaultsOf(whole.Options.Machine);
        var specs = OrderSpecs.Read(whole);
        return faults.Count > 0 ? throw new ConfigurationException(faults) : (specs, whole);
    }

    private List<string> FaultsOf(MachineSpec machine) => Documents.HashOf(machine) == supernode.Hash ? [] :
    [
        $"machine: {machine.Name} is not the machine that this supernode is, {supernode.Machine.Name}; "
        + "leave it out, or start silos that host it.",
    ];

    private DecodeRun Host(DecodeRun run)
    {
        runs.Host(run);
        return run;
    }
}
