using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>What the global scheduler knows of a prefill instance: what went there, and what came back.</summary>
/// <param name="life">The instance.</param>
internal sealed class PrefillLoad(InstanceLife life)
{
    private VirtualDuration _busy;
    private VirtualTime _busySince;

    /// <summary>The instance.</summary>
    public PartId Id => life.Id;

    /// <summary>What it is doing among others.</summary>
    public InstanceLife Life => life;

    /// <summary>Tokens of prompts that were sent there and are not done.</summary>
    public long PendingTokens { get; private set; }

    /// <summary>Whether prompts may be sent there.</summary>
    public bool IsUp => life.IsUp;

    /// <summary>A prompt was sent there.</summary>
    public void Add(long tokens, VirtualTime now)
    {
        _busySince = PendingTokens == 0 ? now : _busySince;
        PendingTokens += tokens;
    }

    /// <summary>A prompt is done, or will not be.</summary>
    public void Remove(long tokens, VirtualTime now)
    {
        PendingTokens -= tokens;
        _busy += PendingTokens == 0 ? now - _busySince : VirtualDuration.Zero;
    }

    /// <summary>Time in which it has had prompts so far.</summary>
    public VirtualDuration BusyUntil(VirtualTime now) => PendingTokens == 0 ? _busy : _busy + (now - _busySince);
}
