using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>A trace's blocks through the context cache, as the user writes it.</summary>
public sealed record CacheOptions
{
    /// <summary>The trace.</summary>
    public required Trace Trace { get; init; }

    /// <summary>The machine; CloudMatrix384 unless told otherwise.</summary>
    public MachineSpec Machine { get; init; } = DefaultMachine.Read();

    /// <summary>The model, for the size of a token's keys and values; DeepSeek-R1 unless told otherwise.</summary>
    public ModelShape Model { get; init; } = DefaultModel.Read();

    /// <summary>The network between NPUs and the pool.</summary>
    public CachePlane Plane { get; init; } = CachePlane.ScaleUp;

    /// <summary>Memory of all CPUs together; null: what the machine file states, infinite where that is nothing.
    /// </summary>
    public SizeLimit? DramCapacity { get; init; }

    /// <summary>Volumes of all CPUs together; null: none, so that a block that leaves memory is gone.</summary>
    public SizeLimit? SsdCapacity { get; init; }

    /// <summary>Of the context cache's namespace, in each tier.</summary>
    public SizeLimit Quota { get; init; } = SizeLimit.Infinite;

    /// <summary>Tokens of a block, 16 to 512; where the trace names blocks, a divisor of theirs.</summary>
    public int BlockTokens { get; init; } = 512;
}
