namespace CloudMatrix.Simulation;

/// <summary>Where a block of the pool lies.</summary>
public enum PoolTier
{
    /// <summary>In a CPU's memory, from which NPUs read.</summary>
    Dram,

    /// <summary>On the persistent volumes behind it (EVS), from which it goes to memory first.</summary>
    Ssd,
}
