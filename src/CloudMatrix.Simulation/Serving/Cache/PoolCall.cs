namespace CloudMatrix.Simulation;

/// <summary>
/// What the cache wants of the pool. Whoever drives it (<see cref="CacheCore.Steps"/>) does it and puts the answer
/// here: on a pool in this process, or by asking the CPUs' grains.
/// </summary>
/// <param name="kind">What is to be done.</param>
/// <param name="prompt">With which prompt's blocks.</param>
internal sealed class PoolCall(PoolCallKind kind, Prompt prompt)
{
    /// <summary>What is to be done.</summary>
    public PoolCallKind Kind => kind;

    /// <summary>With which prompt's blocks.</summary>
    public Prompt Prompt => prompt;

    /// <summary>CPUs that lose their memory: the first, and the one after the last.</summary>
    public (int First, int End) Cpus { get; init; }

    /// <summary>
    /// Answer to <see cref="PoolCallKind.Find"/>: blocks of the longest prefix that is there; known to a load.
    /// </summary>
    public int Held { get; set; }

    /// <summary>
    /// Answer to <see cref="PoolCallKind.Load"/>; of <see cref="PoolCallKind.Store"/>, what was found before.
    /// </summary>
    public PrefixHit Hit { get; set; }
}
