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
internal sealed class DecodeInstanceGrain(IGrainContext context, DecodeRuns runs, SupernodeSpec supernode)
    : Grain, IDecodeInstanceGrain, IRunGrain
{
    private readonly RunHost<DecodeStatus, DecodeRun> _host = new(context, runs.Standbys, runs.Time);

    private string Name => this.GetPrimaryKeyString();

    private DecodeRun? Run => _host.Run;

    public override Task OnActivateAsync(CancellationToken cancellationToken) => _host.ResumeAsync(
        async copy => Host(await runs.ResumeAsync(Name, copy, _host.Board)));

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _host.Leave();
        if (Run is not null)
        {
            runs.Release(Run);
        }

        return Task.CompletedTask;
    }

    public Task Wake() => Task.CompletedTask;

    public Task<DecodeStatus> GetStatus() => Task.FromResult(_host.Board.Latest);

    public Task<DecodeStatus> NextStatus(long seen) => _host.NextStatusAsync(seen);

    public Task<RunAdmission> Start(DecodeOrder order, Guid ticket) => _host.AdmitAsync(
        ticket,
        () => ReadAsync(order),
        (read, beginning) => Host(runs.New(Name, read.Specs, read.Order, beginning)));

    public Task<DecodeResult?> GetResult() => Task.FromResult(Run?.Result);

    public Task<GenerationResult?> GetGeneration() => Task.FromResult(Run?.Generation);

    public Task<ImmutableArray<ImmutableArray<int>>> GetTexts() =>
        Task.FromResult<ImmutableArray<ImmutableArray<int>>>(Run?.Texts ?? []);

    public Task Cancel()
    {
        Run?.Cancel();
        return Task.CompletedTask;
    }

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
