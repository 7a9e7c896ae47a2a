using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Simulation;
using Microsoft.Extensions.Logging;

namespace CloudMatrix.Grains;

/// <summary>
/// What the run of a plan needs of its silo, and how one begins: anew, or from where another left it.
/// </summary>
internal sealed class PlanRuns(
    IGrainFactory grains, SiloLayout layout, IHostTime time, ILogger<PlanRun> logger, Standbys standbys)
{
    /// <summary>For the grain.</summary>
    public IGrainFactory Grains => grains;

    /// <summary>Which silos there are.</summary>
    public SiloLayout Layout => layout;

    /// <summary>Real time.</summary>
    public IHostTime Time => time;

    /// <summary>Where a run tells what happens to it.</summary>
    public ILogger Logger => logger;

    /// <summary>Who holds states of runs.</summary>
    public Standbys Standbys => standbys;

    /// <summary>A run that begins.</summary>
    /// <param name="name">The plan's name.</param>
    /// <param name="work">What it is to do, as it was asked for and checked.</param>
    /// <param name="known">What an earlier search found.</param>
    /// <param name="beginning">What it has of its grain.</param>
    public PlanRun New(
        string name,
        (PlanOrder Order, PlanSpec Spec) work,
        IEnumerable<PlanRow> known,
        RunBeginning<PlanStatus> beginning)
    {
        var status = PlanStatus.None with { IsOver = false, Candidates = work.Spec.Candidates.Length };
        var state = new PlanState
        {
            Epoch = beginning.Epoch,
            Ticket = beginning.Ticket,
            Status = beginning.Board.Post(status),
        };
        IEnumerable<byte[]> entries = [Documents.Write(work.Order), .. known.Select(Documents.Write)];
        return new PlanRun(this, name, work, (state, entries, beginning.Board));
    }

    /// <summary>A run that another activation of its grain began.</summary>
    public async Task<PlanRun> ResumeAsync(string name, StandbyCopy copy, StatusBoard<PlanStatus> board)
    {
        var held = (PlanState)copy.State;
        var order = Documents.Read<PlanOrder>(copy.Entries[0]);
        var spec = await OffTurn.RunAsync(() => PlanSpecReader.Read(order.Plan));
        return new PlanRun(
            this, name, (order, spec), (held with { Status = board.Post(held.Status) }, copy.Entries, board));
    }
}
