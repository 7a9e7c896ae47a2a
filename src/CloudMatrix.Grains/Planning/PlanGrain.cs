using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using CloudMatrix.Simulation;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Placement;

namespace CloudMatrix.Grains;

/// <summary>A plan.</summary>
/// <remarks>Reentrant, because people ask how far it is; is kept, because its work is no call.</remarks>
[Reentrant]
[KeepAlive]
[HashBasedPlacement]
internal sealed class PlanGrain(IGrainFactory grains, SiloLayout layout, IHostTime time, ILogger<PlanRun> logger)
    : Grain, IPlanGrain
{
    private static readonly TimeSpan NewsPatience = TimeSpan.FromSeconds(5);

    private readonly PlanRun _run = new(grains, layout, time, logger);

    public async Task<RunAdmission> Start(PlanOptions plan, int? workersPerSilo)
    {
        if (workersPerSilo < 1)
        {
            return RunAdmission.Refused([$"workers-per-silo: {workersPerSilo} is out of range; 1 or more."]);
        }

        try
        {
            var spec = await OffTurn.RunAsync(() => PlanSpecReader.Read(plan));
            if (!_run.Status.IsOver)
            {
                return RunAdmission.Busy;
            }

            _run.RunAsync(spec, workersPerSilo).Ignore();
            return RunAdmission.Started;
        }
        catch (ConfigurationException exception)
        {
            return RunAdmission.Refused(exception.Faults);
        }
    }

    public async Task<PlanStatus> NextStatus(long seen)
    {
        if (_run.Status.Version <= seen)
        {
            await _run.NextNewsAsync(time.PauseAsync(NewsPatience));
        }

        return _run.Status;
    }

    public Task<PlanReport?> GetReport() => Task.FromResult(_run.Report);
}
