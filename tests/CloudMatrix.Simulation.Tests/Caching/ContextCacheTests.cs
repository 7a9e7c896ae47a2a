using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests;

public sealed class ContextCacheTests
{
    private static readonly ContextShape Shape = new(128, Bytes.FromKB(70));

    [Fact]
    public void Of_DeepSeekR1_IsTheLatentOfAllLayers() =>
        Assert.Equal(new Bytes(576 * 2 * 61), ContextShape.Of(DefaultModel.Read(), 128).BytesPerToken);

    [Fact]
    public void Load_PromptThatBeginsAsAnother_FindsTheCommonBlocks()
    {
        var cache = new ContextCache(new MemoryPool(new PoolSpec { Cpus = 4 }), Shape);
        var first = KeysOf(1, 2, 3, 4);
        cache.Store(first, 500, cache.Load(first, 500));

        var second = KeysOf(1, 2, 5);
        var hit = cache.Load(second, 300);

        Assert.Equal(new PrefixHit(2, 0, 256, Shape.BytesPerToken * 256, Bytes.Zero), hit);
        Assert.Equal(500, cache.Load(first, 500).Tokens);
        Assert.Equal(default, cache.Load(KeysOf(2, 1), 256));
    }

    [Fact]
    public void Load_GapInThePrefix_EndsThere()
    {
        var pool = new MemoryPool(new PoolSpec { Cpus = 4 });
        var cache = new ContextCache(pool, Shape);
        var keys = KeysOf(1, 2, 3, 4);
        cache.Store(keys, 512, default);
        pool.OwnerOf(keys[1]).Drop(keys[1]);

        var hit = cache.Load(keys, 512);
        cache.Store(keys, 512, hit);

        Assert.Equal(1, hit.Blocks);
        Assert.Equal((5, 2), (pool.Tally.Stored, pool.Tally.Deduplicated));
        Assert.Equal(4, cache.Load(keys, 512).Blocks);
    }

    [Fact]
    public void Store_MemoryTooSmall_KeepsTheBeginning()
    {
        var capacity = Shape.BytesPerToken * 128 * 5;
        var cache = new ContextCache(new MemoryPool(new PoolSpec { Cpus = 1, DramCapacity = capacity }), Shape);
        var first = KeysOf(1, 2, 3, 4);
        cache.Store(first, 512, cache.Load(first, 512));

        var second = KeysOf(1, 2, 8);
        cache.Store(second, 384, cache.Load(second, 384));

        Assert.Equal(3, cache.Load(second, 384).Blocks);
        Assert.InRange(cache.Load(first, 512).Blocks, 2, 3);
    }

    [Fact]
    public void Namespaces_SameTokens_AreNotFoundThroughAnother()
    {
        var pool = new MemoryPool(new PoolSpec
        {
            Cpus = 4,
            Namespaces = [new NamespaceSpec("one", null), new NamespaceSpec("other", Bytes.FromGB(1))],
        });
        var one = new ContextCache(pool, Shape);
        var other = new ContextCache(pool, Shape with { Namespace = new NamespaceId(1) });
        one.Store(KeysOf(1, 2), 256, default);

        KvBlockKey[] keys = [KvBlockKey.Root(new NamespaceId(1)).Next([1])];

        Assert.Equal(0, other.Load(keys, 128).Blocks);
        other.Store(keys, 128, default);
        Assert.Equal(3, pool.Tally.Stored);
    }

    [Fact]
    public void Load_KeysThatAreNotThePrompts_Throws()
    {
        var cache = new ContextCache(new MemoryPool(new PoolSpec { Cpus = 1 }), Shape);

        Assert.Throws<ArgumentOutOfRangeException>(() => cache.Load(KeysOf(1, 2), 400));
    }

    // A chain: a block's key depends on all before it.
    private static KvBlockKey[] KeysOf(params int[] blocks)
    {
        var keys = new KvBlockKey[blocks.Length];
        var key = KvBlockKey.Root(default);
        for (var index = 0; index < blocks.Length; index++)
        {
            keys[index] = key = key.Next([blocks[index]]);
        }

        return keys;
    }
}
