namespace CloudMatrix.Grains.Abstractions;

/// <summary>What is done with a block of a pool.</summary>
[GenerateSerializer, Alias("pool-operation-kind")]
public enum PoolOperationKind
{
    /// <summary>Whether it is held; not a use of it.</summary>
    Find,

    /// <summary>It is read by an NPU.</summary>
    Load,

    /// <summary>It is written by an NPU.</summary>
    Store,

    /// <summary>It becomes the newest, if it is held.</summary>
    Refresh,
}
