namespace CloudMatrix.Simulation;

/// <summary>A block that a reader found.</summary>
/// <param name="Block">The block.</param>
/// <param name="Tier">Where it lay before.</param>
public readonly record struct KvBlockHit(KvBlock Block, PoolTier Tier);
