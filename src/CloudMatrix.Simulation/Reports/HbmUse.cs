namespace CloudMatrix.Simulation;

/// <summary>What a die's memory holds, in bytes.</summary>
/// <param name="Weights">Attention, dense layers, embeddings, head, and the die's expert slots in all layers.</param>
/// <param name="Kv">The context of its requests.</param>
/// <param name="Buffers">Dispatch and combine buffers.</param>
/// <param name="Free">What is left.</param>
public sealed record HbmUse(long Weights, long Kv, long Buffers, long Free);
