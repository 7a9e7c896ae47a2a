namespace CloudMatrix.Simulation;

/// <summary>What became of a block that was sent to the pool.</summary>
public enum StoreOutcome
{
    /// <summary>It is held now.</summary>
    Stored,

    /// <summary>It was held already; nothing was stored twice.</summary>
    AlreadyHeld,

    /// <summary>It is larger than the CPU's memory, or than the namespace's part of it.</summary>
    NoRoom,
}
