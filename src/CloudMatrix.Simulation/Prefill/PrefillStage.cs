namespace CloudMatrix.Simulation;

/// <summary>The stages of a prefill batch on a die.</summary>
public enum PrefillStage
{
    /// <summary>Sequence-parallel: the die's own tokens, down to latents.</summary>
    DownProjection,

    /// <summary>All-gather: every die gets all tokens' latents.</summary>
    Gather,

    /// <summary>Tensor-parallel: all tokens, up to queries, keys and values of the die's heads.</summary>
    UpProjection,

    /// <summary>Scores and weighted values of the die's heads.</summary>
    Attention,

    /// <summary>All-to-all: every die gets all heads of its own tokens.</summary>
    AllToAll,

    /// <summary>Sequence-parallel: the die's own tokens, back to the model's width.</summary>
    OutputProjection,

    /// <summary>The gate.</summary>
    Gate,

    /// <summary>The shared expert, on the die's own tokens while the others are on their way.</summary>
    SharedExpert,

    /// <summary>Rows put in the order of their experts.</summary>
    DispatchCompute,

    /// <summary>All-to-all: rows to their experts' dies.</summary>
    Dispatch,

    /// <summary>The routed experts of the die.</summary>
    Experts,

    /// <summary>All-to-all: results back to their tokens' dies.</summary>
    Combine,

    /// <summary>Results summed by token.</summary>
    CombineCompute,

    /// <summary>A dense layer's feed-forward network.</summary>
    DenseFeedForward,

    /// <summary>Language-model head and sampling of each prompt's first token.</summary>
    Head,
}
