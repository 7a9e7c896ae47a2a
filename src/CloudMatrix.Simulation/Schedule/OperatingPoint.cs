namespace CloudMatrix.Simulation;

/// <summary>How an instance runs its pipeline: what the paper re-tunes as the context grows.</summary>
/// <param name="Microbatches">1, or 2 that alternate between the streams.</param>
/// <param name="AttentionCores">
/// Matrix cores of stream 0; the rest are stream 1's. With one microbatch all cores serve both in turn.
/// </param>
public readonly record struct OperatingPoint(int Microbatches, int AttentionCores);
