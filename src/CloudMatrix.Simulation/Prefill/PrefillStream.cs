using System.Diagnostics.CodeAnalysis;

namespace CloudMatrix.Simulation;

/// <summary>What a die does its prefill stages on: each takes one after another.</summary>
[SuppressMessage("Naming", "CA1711", Justification = "What a device does in order is a stream in the field.")]
public enum PrefillStream
{
    /// <summary>Matrix cores, and the vector cores that work for them: attention and feed-forward networks.</summary>
    Aic,

    /// <summary>Vector cores that order and sum rows.</summary>
    Aiv,

    /// <summary>The DMA engine, through the die's port to all others: collectives.</summary>
    Sdma,
}
