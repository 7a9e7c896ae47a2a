using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>How much of a model the pool holds.</summary>
/// <param name="Size">Bytes of the model.</param>
/// <param name="InDram">Bytes in memory.</param>
/// <param name="OnSsd">Bytes on the volumes alone.</param>
public readonly record struct ModelPresence(Bytes Size, Bytes InDram, Bytes OnSsd)
{
    /// <summary>Whether it can be loaded from memory alone.</summary>
    public bool IsCached => InDram == Size;
}
