using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// The context cache: prompts' keys and values as blocks of the pool, found by prefix. Before prefill a request loads
/// the longest prefix that is there; after it, it stores the rest.
/// </summary>
/// <remarks>
/// Only prompts are kept: what a reasoning model generates is not fed again as it stands. Source: arXiv:2506.12708
/// §4.4.2.
/// </remarks>
/// <param name="pool">Where the blocks are.</param>
/// <param name="shape">How prompts are cut.</param>
public sealed class ContextCache(MemoryPool pool, ContextShape shape)
{
    /// <summary>How prompts are cut.</summary>
    public ContextShape Shape => shape;

    /// <summary>Blocks of a prompt's longest prefix, which are not touched.</summary>
    /// <param name="keys">The keys of the prompt's blocks, in order.</param>
    public int Find(ReadOnlySpan<KvBlockKey> keys)
    {
        var blocks = 0;
        while (blocks < keys.Length && pool.OwnerOf(keys[blocks]).WhereIs(keys[blocks]) is not null)
        {
            blocks++;
        }

        return blocks;
    }

    /// <summary>Loads a prompt's longest prefix; what is held beyond a gap is of no use, and is not touched.</summary>
    /// <param name="keys">The keys of the prompt's blocks, in order.</param>
    /// <param name="tokens">Its tokens.</param>
    public PrefixHit Load(ReadOnlySpan<KvBlockKey> keys, int tokens)
    {
        RequireKeysOf(keys, tokens);
        var (blocks, ssdBlocks) = (0, 0);
        var (size, ssdSize) = (Bytes.Zero, Bytes.Zero);
        while (blocks < keys.Length && pool.OwnerOf(keys[blocks]).TryLoad(keys[blocks], out var hit))
        {
            blocks++;
            size += hit.Block.Size;
            if (hit.Tier == PoolTier.Ssd)
            {
                ssdBlocks++;
                ssdSize += hit.Block.Size;
            }
        }

        return new PrefixHit(blocks, ssdBlocks, shape.TokensOf(blocks, tokens), size, ssdSize);
    }

    /// <summary>Stores what <see cref="Load"/> did not find, once it is computed.</summary>
    /// <remarks>
    /// From the last block to the first, so that the first is the newest: a prefix outlives what builds on it.
    /// </remarks>
    /// <param name="keys">The keys of the prompt's blocks, in order.</param>
    /// <param name="tokens">Its tokens.</param>
    /// <param name="hit">What was found.</param>
    public void Store(ReadOnlySpan<KvBlockKey> keys, int tokens, PrefixHit hit)
    {
        RequireKeysOf(keys, tokens);
        for (var index = keys.Length - 1; index >= hit.Blocks; index--)
        {
            pool.OwnerOf(keys[index]).Store(shape.BlockAt(keys[index], index, tokens));
        }

        for (var index = hit.Blocks - 1; index >= 0; index--)
        {
            pool.OwnerOf(keys[index]).Refresh(keys[index]);
        }
    }

    private void RequireKeysOf(ReadOnlySpan<KvBlockKey> keys, int tokens) =>
        ArgumentOutOfRangeException.ThrowIfNotEqual(keys.Length, shape.BlocksOf(tokens), nameof(keys));
}
