namespace CloudMatrix.Simulation;

/// <summary>The stages of a decode step on a die.</summary>
public enum DecodeStage
{
    /// <summary>Projections before attention.</summary>
    MlaProlog,

    /// <summary>Attention over the cache.</summary>
    Attention,

    /// <summary>The projection after attention.</summary>
    OutputProjection,

    /// <summary>The gate.</summary>
    Gate,

    /// <summary>Rows sent, awaited and packed.</summary>
    Dispatch,

    /// <summary>The feed-forward networks of the die's expert slots.</summary>
    Experts,

    /// <summary>Results sent back, awaited and summed.</summary>
    Combine,

    /// <summary>A dense layer's feed-forward network.</summary>
    DenseFeedForward,

    /// <summary>The entry of a multi-token-prediction layer.</summary>
    MtpProjection,

    /// <summary>Language-model head and sampling.</summary>
    Head,
}
