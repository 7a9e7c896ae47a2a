using CloudMatrix.Grains.Abstractions;
using Microsoft.Extensions.Logging;

namespace CloudMatrix.Grains;

/// <summary>
/// What the run of a service needs of its silo, and how one begins: anew, or from where another left it.
/// </summary>
internal sealed class ServiceRuns(
    IGrainFactory grains,
    IHostTime time,
    HostedTimes times,
    ILogger<ServiceRun> logger,
    Standbys standbys,
    ServingMeter meter)
{
    /// <summary>For the grain.</summary>
    public IGrainFactory Grains => grains;

    /// <summary>Real time.</summary>
    public IHostTime Time => time;

    /// <summary>What batches and iterations take.</summary>
    public HostedTimes Times => times;

    /// <summary>Where a run tells what happens to it.</summary>
    public ILogger Logger => logger;

    /// <summary>Who holds states of runs.</summary>
    public Standbys Standbys => standbys;

    /// <summary>What runs measure.</summary>
    public ServingMeter Meter => meter;

    /// <summary>A run that begins.</summary>
    /// <param name="name">The service's name.</param>
    /// <param name="work">What it is to do.</param>
    /// <param name="beginning">What it has of its grain.</param>
    public ServiceRun New(string name, ServiceWork work, RunBeginning<ServiceStatus> beginning)
    {
        var life = work.Replay is null ? ServiceLife.Open : ServiceLife.Replaying;
        var status = beginning.Board.Post(ServiceStatus.None with { Life = life });
        var state = new ServiceState { Epoch = beginning.Epoch, Ticket = beginning.Ticket, Status = status };
        return new ServiceRun(this, name, work, (state, [Documents.Write(work.Order)], beginning.Board));
    }

    /// <summary>A run that another activation of its grain began.</summary>
    public async Task<ServiceRun> ResumeAsync(string name, StandbyCopy copy, StatusBoard<ServiceStatus> board)
    {
        var held = (ServiceState)copy.State;
        var work = await OffTurn.RunAsync(() => ServiceWork.Read(Documents.Read<ServiceOrder>(copy.Entries[0])));
        var state = held with { Status = board.Post(held.Status) };
        return new ServiceRun(this, name, work, (state, copy.Entries, board));
    }
}
