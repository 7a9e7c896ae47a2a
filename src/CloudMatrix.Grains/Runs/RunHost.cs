using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;

namespace CloudMatrix.Grains;

/// <summary>The run of a grain, one at a time: it goes on between the grain's calls and outlives its silo.</summary>
/// <typeparam name="TStatus">How far a run is.</typeparam>
/// <typeparam name="TRun">A run.</typeparam>
/// <param name="grain">The grain.</param>
/// <param name="standbys">Who holds states of runs.</param>
/// <param name="time">Real time.</param>
internal sealed class RunHost<TStatus, TRun>(IGrainContext grain, Standbys standbys, IHostTime time)
    where TStatus : IRunStatus<TStatus>
    where TRun : class, IRun
{
    private static readonly TimeSpan NewsPatience = TimeSpan.FromSeconds(5);

    /// <summary>The last run; null before the first.</summary>
    public TRun? Run { get; private set; }

    /// <summary>How far it is.</summary>
    public StatusBoard<TStatus> Board { get; } = new();

    /// <summary>Goes on with the run that another activation of the grain began, if there is one.</summary>
    /// <param name="resume">Makes the run.</param>
    public async Task ResumeAsync(Func<StandbyCopy, Task<TRun>> resume)
    {
        if (await standbys.GetAsync(grain.GrainId) is { } copy)
        {
            Begin(await resume(copy));
        }
    }

    /// <summary>The grain leaves its silo: another activation goes on with the run.</summary>
    public void Leave() => Run?.Abandon();

    /// <summary>The first status that is newer than a version, or the latest after some seconds.</summary>
    public Task<TStatus> NextStatusAsync(long seen) => Board.NextAsync(seen, time.PauseAsync(NewsPatience));

    /// <summary>Waits until there is news, or for some seconds.</summary>
    public Task NextNewsAsync() => Board.NextAsync(time.PauseAsync(NewsPatience));

    /// <summary>Starts a run unless one is at work, or this one was started before.</summary>
    /// <param name="ticket">Of whoever asks for it; none where he has no ticket.</param>
    /// <param name="read">Reads and checks what is wanted.</param>
    /// <param name="make">Makes the run of it.</param>
    /// <exception cref="OrleansException">
    /// Another activation of the grain has run something since; the next one knows of it, and can be asked.
    /// </exception>
    public async Task<RunAdmission> AdmitAsync<T>(
        Guid ticket, Func<Task<T>> read, Func<T, RunBeginning<TStatus>, TRun> make)
    {
        if (AnswerTo(ticket) is { } known)
        {
            return known;
        }

        try
        {
            var specs = await read();
            if (AnswerTo(ticket) is { } meanwhile)
            {
                return meanwhile;
            }

            Run = make(specs, new RunBeginning<TStatus>(ticket, Run?.Epoch ?? 0, Board));
            await Run.KeepAsync();
            RequireLatest(Run);
            Begin(Run);
            return RunAdmission.Started;
        }
        catch (ConfigurationException exception)
        {
            return RunAdmission.Refused(exception.Faults);
        }
    }

    // Null where the run is yet to be started.
    private RunAdmission? AnswerTo(Guid ticket) => Run switch
    {
        { } run when ticket != Guid.Empty && run.Ticket == ticket => RunAdmission.Started,
        { IsAtWork: true } => RunAdmission.Busy,
        _ => null,
    };

    // Whoever holds states knows of later ones where two activations lived at the same time for a while.
    private void RequireLatest(TRun run)
    {
        if (run.IsAbandoned)
        {
            const string why = "another activation has run something since; ask again";
            grain.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, why));
            throw new OrleansException($"{grain.GrainId}: {why}.");
        }
    }

    // The run goes on between calls, on the grain's turns.
    private void Begin(TRun run)
    {
        Run = run;
        if (run.IsAtWork)
        {
            run.RunAsync().Ignore();
        }
    }
}
