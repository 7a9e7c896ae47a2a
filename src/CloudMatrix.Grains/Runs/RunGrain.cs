using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;

namespace CloudMatrix.Grains;

/// <summary>A grain that has one run at a time, which goes on between its calls and outlives its silo.</summary>
/// <typeparam name="TStatus">How far a run is.</typeparam>
/// <typeparam name="TRun">A run.</typeparam>
/// <param name="standbys">Who holds states of runs.</param>
/// <param name="time">Real time.</param>
internal abstract class RunGrain<TStatus, TRun>(Standbys standbys, IHostTime time) : Grain, IRunGrain
    where TStatus : IRunStatus<TStatus>
    where TRun : class, IRun
{
    private static readonly TimeSpan NewsPatience = TimeSpan.FromSeconds(5);

    /// <summary>The last run; null before the first.</summary>
    protected TRun? Run { get; private set; }

    /// <summary>How far it is.</summary>
    protected StatusBoard<TStatus> Board { get; } = new();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (await standbys.GetAsync(this.GetGrainId()) is { } copy)
        {
            Begin(await ResumeAsync(copy));
        }
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Run?.Abandon();
        return Task.CompletedTask;
    }

    public Task Wake() => Task.CompletedTask;

    public Task<TStatus> GetStatus() => Task.FromResult(Board.Latest);

    public Task<TStatus> NextStatus(long seen) => Board.NextAsync(seen, NextNews());

    /// <summary>A run that another activation began.</summary>
    protected abstract Task<TRun> ResumeAsync(StandbyCopy copy);

    /// <summary>Starts a run unless one is at work.</summary>
    /// <param name="read">Reads and checks what is wanted.</param>
    /// <param name="make">Makes the run of it.</param>
    protected async Task<RunAdmission> AdmitAsync<T>(Func<Task<T>> read, Func<T, TRun> make)
    {
        if (Run is { IsAtWork: true })
        {
            return RunAdmission.Busy;
        }

        try
        {
            var specs = await read();
            if (Run is { IsAtWork: true })
            {
                return RunAdmission.Busy;
            }

            var run = make(specs);
            Run = run;
            await run.KeepAsync();
            Begin(run);
            return RunAdmission.Started;
        }
        catch (ConfigurationException exception)
        {
            return RunAdmission.Refused(exception.Faults);
        }
    }

    /// <summary>How long whoever waits for news is kept.</summary>
    protected Task NextNews() => time.PauseAsync(NewsPatience);

    // The run goes on between calls, on this grain's turns.
    private void Begin(TRun run)
    {
        Run = run;
        if (run.IsAtWork)
        {
            run.RunAsync().Ignore();
        }
    }
}
