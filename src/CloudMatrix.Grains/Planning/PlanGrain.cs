using System.Collections.Immutable;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Simulation;
using Orleans.Concurrency;
using Orleans.Placement;

namespace CloudMatrix.Grains;

/// <summary>A plan.</summary>
/// <remarks>Reentrant, because people ask how far it is; is kept, because its work is no call.</remarks>
[Reentrant]
[KeepAlive]
[HashBasedPlacement]
internal sealed class PlanGrain(IGrainContext context, PlanRuns runs) : Grain, IPlanGrain, IRunGrain
{
    private readonly RunHost<PlanStatus, PlanRun> _host = new(context, runs.Standbys, runs.Time);

    private string Name => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken) => _host.ResumeAsync(
        copy => runs.ResumeAsync(Name, copy, _host.Board));

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _host.Leave();
        return Task.CompletedTask;
    }

    public Task Wake() => Task.CompletedTask;

    public async Task<RunAdmission> Start(
        PlanOptions plan, int? workersPerSilo, ImmutableArray<PlanRow> known, Guid ticket) =>
        workersPerSilo < 1
            ? RunAdmission.Refused([$"workers-per-silo: {workersPerSilo} is out of range; 1 or more."])
            : await _host.AdmitAsync(
                ticket,
                () => OffTurn.RunAsync(() => PlanSpecReader.Read(plan)),
                (spec, beginning) => runs.New(Name, (new PlanOrder(plan, workersPerSilo), spec), known, beginning));

    public Task<ImmutableArray<PlanRow>> GetRows(int skip) =>
        Task.FromResult<ImmutableArray<PlanRow>>([.. _host.Run?.Found.Skip(skip) ?? []]);

    public Task<PlanStatus> NextStatus(long seen) => _host.NextStatusAsync(seen);

    public Task<PlanReport?> GetReport() => Task.FromResult(_host.Run?.Report);
}
