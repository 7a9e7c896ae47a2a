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
    StandbyShelf shelf)
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

    /// <summary>What this silo holds of decodes, its own instances' among them.</summary>
    public StandbyShelf Shelf => shelf;

    /// <summary>An instance of this silo has a run.</summary>
    public void Host(DecodeRun run) => _hosted[run.Instance] = run;

    /// <summary>An instance leaves this silo with its run.</summary>
    public void Release(DecodeRun run) => _hosted.TryRemove(new KeyValuePair<string, DecodeRun>(run.Instance, run));

    /// <summary>A run that begins.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="specs">What is run.</param>
    /// <param name="order">The order that it was made of.</param>
    /// <param name="before">Where its status is put up, and the number of the instance's last epoch.</param>
    public DecodeRun New(string instance, OrderSpecs specs, DecodeOrder order, (StatusBoard Board, long Epoch) before)
    {
        var (decode, generation) = specs;
        var steps = generation is null ? decode.Steps : 0;
        var status = DecodeStatus.None with { Life = DecodeLife.Settling, Steps = steps };
        var start = DecodeBoundary.Start(decode).ToBytes();
        var book = generation is null ? null : new RequestBook(generation).ToBytes();
        var state = new StandbyState(before.Epoch, order, 0, 0, start, book, before.Board.Post(status), TimeSpan.Zero);
        return new DecodeRun(this, instance, specs, (new StandbyCopy(state, []), before.Board));
    }

    /// <summary>A run that another activation of its instance began.</summary>
    public async Task<DecodeRun> ResumeAsync(string instance, StandbyCopy copy, StatusBoard board)
    {
        var specs = await OffTurn.RunAsync(() => OrderSpecs.Read(copy.State.Order));
        var state = copy.State with { Status = board.Post(copy.State.Status) };
        return new DecodeRun(this, instance, specs, (copy with { State = state }, board));
    }
}
