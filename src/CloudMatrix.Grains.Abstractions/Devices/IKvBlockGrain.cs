using CloudMatrix.Model;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>
/// The addressable face of one pooled KV block; its CPU is the authority, so that this grain can be dropped and made
/// anew at any time. Key: the block's prefix hash (<see cref="GrainNames"/>).
/// </summary>
[Alias("kv-block")]
public interface IKvBlockGrain : IGrainWithStringKey
{
    /// <summary>Which CPU owns the block, and whether it holds it.</summary>
    [Alias("state")]
    Task<KvBlockState> GetState();

    /// <summary>A device reads the block, wherever it lies.</summary>
    /// <param name="reader">The die that reads.</param>
    /// <param name="askedAt">When it asks.</param>
    [Alias("load")]
    Task<KvBlockLoaded> Load(DieId reader, VirtualTime askedAt);
}
