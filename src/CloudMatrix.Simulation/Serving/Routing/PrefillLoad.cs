namespace CloudMatrix.Simulation;

/// <summary>What the global scheduler knows of a prefill instance: what it sent there, and what came back.</summary>
internal sealed class PrefillLoad(PartId id)
{
    /// <summary>The instance.</summary>
    public PartId Id => id;

    /// <summary>Tokens of prompts that were sent there and are not done.</summary>
    public long PendingTokens { get; set; }

    /// <summary>Failures that it suffers from.</summary>
    public int Failures { get; set; }

    /// <summary>Whether prompts may be sent there.</summary>
    public bool IsUp => Failures == 0;
}
