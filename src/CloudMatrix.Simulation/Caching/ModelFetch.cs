using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>What had to be brought into memory before a model could be loaded.</summary>
/// <param name="FromBucket">Bytes from the object store.</param>
/// <param name="FromSsd">Bytes from the volumes.</param>
/// <param name="ModelsEvicted">Models that had to go, whole.</param>
public readonly record struct ModelFetch(Bytes FromBucket, Bytes FromSsd, int ModelsEvicted)
{
    /// <summary>Whether all of it was in memory.</summary>
    public bool IsHit => FromBucket == Bytes.Zero && FromSsd == Bytes.Zero;
}
