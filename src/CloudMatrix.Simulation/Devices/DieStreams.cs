using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// The clocks of one die: when each of its two streams is free, and when each microbatch is ready for its next stage.
/// </summary>
/// <param name="microbatches">1 or 2.</param>
internal sealed class DieStreams(int microbatches)
{
    private readonly VirtualTime[] _free = new VirtualTime[2];
    private readonly VirtualTime[] _ready = new VirtualTime[microbatches];

    /// <summary>When all microbatches are ready: the end of a layer.</summary>
    public VirtualTime AllReady => _ready.Length == 1 ? _ready[0] : VirtualTime.Max(_ready[0], _ready[1]);

    /// <summary>Both streams and all microbatches begin at one instant.</summary>
    public void Begin(VirtualTime start)
    {
        Array.Fill(_free, start);
        Array.Fill(_ready, start);
    }

    /// <summary>When a stream can start a microbatch's next stage: both must be ready.</summary>
    public VirtualTime StartOn(int stream, int microbatch) => VirtualTime.Max(_free[stream], _ready[microbatch]);

    /// <summary>The stream has done the stage: both go on from here.</summary>
    public void EndOn(int stream, int microbatch, VirtualTime end)
    {
        _free[stream] = end;
        _ready[microbatch] = end;
    }
}
