namespace CloudMatrix.Simulation;

/// <summary>What all dies do in one phase of a decode step.</summary>
public enum DecodePhaseKind
{
    /// <summary>Attention and the dense feed-forward network, on the die alone.</summary>
    Dense,

    /// <summary>The entry of a multi-token-prediction layer, on the die alone.</summary>
    MtpProjection,

    /// <summary>Attention, gate, and the rows sent to their experts.</summary>
    Dispatch,

    /// <summary>
    /// Every shard takes the rows sent to it, computes and sends them back. Waits for all ranks' dispatch.
    /// </summary>
    Experts,

    /// <summary>Every rank sums what came back. Waits for all shards.</summary>
    Combine,

    /// <summary>Language-model head and sampling, on the die alone; ends a graph.</summary>
    Head,
}
