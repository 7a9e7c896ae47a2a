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
internal sealed class PlanGrain(PlanRuns runs)
    : RunGrain<PlanStatus, PlanRun>(runs.Standbys, runs.Time), IPlanGrain
{
    private string Name => this.GetPrimaryKeyString();

    public async Task<RunAdmission> Start(PlanOptions plan, int? workersPerSilo, ImmutableArray<PlanRow> known) =>
        workersPerSilo < 1
            ? RunAdmission.Refused([$"workers-per-silo: {workersPerSilo} is out of range; 1 or more."])
            : await AdmitAsync(
                () => OffTurn.RunAsync(() => PlanSpecReader.Read(plan)),
                spec => runs.New(
                    Name, (new PlanOrder(plan, workersPerSilo), spec), known, (Board, Run?.Epoch ?? 0)));

    public Task<ImmutableArray<PlanRow>> GetRows(int skip) =>
        Task.FromResult<ImmutableArray<PlanRow>>([.. Run?.Found.Skip(skip) ?? []]);

    public Task<PlanReport?> GetReport() => Task.FromResult(Run?.Report);

    protected override Task<PlanRun> ResumeAsync(StandbyCopy copy) => runs.ResumeAsync(Name, copy, Board);
}
