namespace CloudMatrix.Simulation;

/// <summary>What the cache wants of the pool.</summary>
internal enum PoolCallKind
{
    /// <summary>How much of a prompt is there; nothing is touched.</summary>
    Find,

    /// <summary>The longest prefix of a prompt.</summary>
    Load,

    /// <summary>A prompt's blocks beyond what was found are taken in.</summary>
    Store,

    /// <summary>CPUs lose what is in their memory.</summary>
    LoseMemory,
}
