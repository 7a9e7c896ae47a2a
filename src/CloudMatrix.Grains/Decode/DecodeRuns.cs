using System.Collections.Concurrent;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Simulation;
using Microsoft.Extensions.Logging;

namespace CloudMatrix.Grains;

/// <summary>What a decode run needs of its silo, and how one begins: anew, or from where another left it.</summary>
internal sealed class DecodeRuns(
    IGrainFactory grains,
    SiloLayout layout,
    IHostTime time,
    ILogger<DecodeRun> logger,
    DecodeMeter meter,
    Standbys standbys)
{
    private readonly ConcurrentDictionary<string, DecodeRun> _hosted = [];

    /// <summary>The last run of each instance that lives on this silo.</summary>
    public IEnumerable<DecodeRun> Hosted => _hosted.Values;

    /// <summary>For the grain.</summary>
    public IGrainFactory Grains => grains;

    /// <summary>Where nodes live.</summary>
    public SiloLayout Layout => layout;

    /// <summary>Real time.</summary>
    public IHostTime Time => time;

    /// <summary>Where a run tells what happens to it.</summary>
    public ILogger Logger => logger;

    /// <summary>What runs measure.</summary>
    public DecodeMeter Meter => meter;

    /// <summary>Who holds states of runs.</summary>
    public Standbys Standbys => standbys;

    /// <summary>An instance of this silo has a run.</summary>
    public void Host(DecodeRun run) => _hosted[run.Instance] = run;

    /// <summary>An instance leaves this silo with its run.</summary>
    public void Release(DecodeRun run) => _hosted.TryRemove(new KeyValuePair<string, DecodeRun>(run.Instance, run));

    /// <summary>A run that begins.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="specs">What is run.</param>
    /// <param name="order">The order that it was made of.</param>
    /// <param name="beginning">What it has of its grain.</param>
    public DecodeRun New(
        string instance, OrderSpecs specs, DecodeOrder order, RunBeginning<DecodeStatus> beginning)
    {
        var (decode, generation) = specs;
        var steps = generation is null ? decode.Steps : 0;
        var status = DecodeStatus.None with { Life = DecodeLife.Settling, Steps = steps };
        var state = new DecodeState
        {
            Epoch = beginning.Epoch,
            Ticket = beginning.Ticket,
            Order = order,
            Boundary = DecodeBoundary.Start(decode).ToBytes(),
            Book = generation is null ? null : new RequestBook(generation).ToBytes(),
            Status = beginning.Board.Post(status),
        };
        return new DecodeRun(this, instance, specs, (state, [], beginning.Board));
    }

    /// <summary>A run that another activation of its instance began.</summary>
    public async Task<DecodeRun> ResumeAsync(string instance, StandbyCopy copy, StatusBoard<DecodeStatus> board)
    {
        var held = (DecodeState)copy.State;
        var specs = await OffTurn.RunAsync(() => OrderSpecs.Read(held.Order));
        var state = held with { Status = board.Post(held.Status) };
        return new DecodeRun(this, instance, specs, (state, copy.Entries, board));
    }
}
