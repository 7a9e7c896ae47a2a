using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// The clocks of one die: when each of its streams is free, and when each microbatch is ready for its next stage.
/// </summary>
/// <param name="microbatches">1 or 2.</param>
/// <param name="streams">2 in decode.</param>
internal sealed class DieStreams(int microbatches, int streams = 2)
{
    private readonly VirtualTime[] _free = new VirtualTime[streams];
    private readonly VirtualTime[] _ready = new VirtualTime[microbatches];

    /// <summary>When all microbatches are ready: the end of a layer.</summary>
    public VirtualTime AllReady => _ready.Length == 1 ? _ready[0] : VirtualTime.Max(_ready[0], _ready[1]);

    /// <summary>All streams and all microbatches begin at one instant.</summary>
    public void Begin(VirtualTime start)
    {
        Array.Fill(_free, start);
        Array.Fill(_ready, start);
    }

    /// <summary>When a stream can start a microbatch's next stage: both must be ready.</summary>
    public VirtualTime StartOn(int stream, int microbatch) => VirtualTime.Max(_free[stream], _ready[microbatch]);

    /// <summary>The stream has done a stage that the microbatch does not wait for.</summary>
    public void EndAside(int stream, VirtualTime end) => _free[stream] = end;

    /// <summary>The stream has done the stage: both go on from here.</summary>
    public void EndOn(int stream, int microbatch, VirtualTime end)
    {
        _free[stream] = end;
        _ready[microbatch] = end;
    }
}
