using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests;

public sealed class ModelCacheTests
{
    private static readonly Bytes Size = Bytes.FromGB(10) + new Bytes(1);
    private static readonly ModelVersion First = new("r1", 1);
    private static readonly ModelVersion Second = new("r1", 2);
    private static readonly ModelVersion Third = new("v3", 1);

    [Fact]
    public void Load_UnknownToThePool_ComesFromTheBucketOnce()
    {
        var cache = CacheOf(models: 3, ssd: null);

        Assert.Equal(new ModelPresence(Size, Bytes.Zero, Bytes.Zero), cache.Query(First));
        Assert.Equal(new ModelFetch(Size, Bytes.Zero, 0), cache.Load(First));
        Assert.True(cache.Load(First).IsHit);
        Assert.True(cache.Query(First).IsCached);
    }

    [Fact]
    public void Load_OtherVersion_IsAnotherModel()
    {
        var cache = CacheOf(models: 3, ssd: null);
        cache.Load(First);

        Assert.Equal(Size, cache.Load(Second).FromBucket);
    }

    [Fact]
    public void Prefetch_NoRoom_EvictsTheLeastRecentlyUsedWhole()
    {
        var cache = CacheOf(models: 2, ssd: null);
        cache.Load(First);
        cache.Load(Second);
        cache.Load(First);

        var fetch = cache.Prefetch(Third);

        Assert.Equal(new ModelFetch(Size, Bytes.Zero, 1), fetch);
        Assert.Equal(Bytes.Zero, cache.Query(Second).InDram);
        Assert.True(cache.Query(First).IsCached);
    }

    [Fact]
    public void Prefetch_EvictedModel_ComesFromTheVolumes()
    {
        var cache = CacheOf(models: 1, ssd: SizeLimit.Infinite);
        cache.Load(First);
        cache.Load(Second);

        Assert.Equal(new ModelPresence(Size, Bytes.Zero, Size), cache.Query(First));
        Assert.Equal(new ModelFetch(Bytes.Zero, Size, 1), cache.Prefetch(First));
        Assert.True(cache.Load(First).IsHit);
    }

    [Fact]
    public void Prefetch_LostBlock_FetchesThatAlone()
    {
        var (pool, cache) = PoolAndCache(models: 2, ssd: null);
        cache.Load(First);
        var key = pool.Cores.First(core => core.Dram.Blocks > 0).Keys.First();
        var lost = pool.OwnerOf(key).Find(key)!.Value.Size;
        pool.OwnerOf(key).Drop(key);

        Assert.Equal(lost, Size - cache.Query(First).InDram);
        Assert.Equal(lost, cache.Load(First).FromBucket);
    }

    [Fact]
    public void Retire_Version_GivesItsMemoryBack()
    {
        var (pool, cache) = PoolAndCache(models: 2, ssd: SizeLimit.Infinite);
        cache.Load(First);

        cache.Retire(First);

        Assert.Equal((Bytes.Zero, Bytes.Zero), (pool.Dram.Used, pool.Ssd!.Value.Used));
        cache.Register(First, Size);
    }

    [Fact]
    public void Register_TwiceOrTooLarge_IsRefused()
    {
        var cache = CacheOf(models: 1, ssd: null);

        Assert.Throws<ArgumentException>(() => cache.Register(First, Size));
        Assert.Throws<ArgumentException>(() => cache.Register(new ModelVersion("large", 1), Size * 2));
    }

    private static ModelCache CacheOf(int models, SizeLimit? ssd) => PoolAndCache(models, ssd).Cache;

    private static (MemoryPool Pool, ModelCache Cache) PoolAndCache(int models, SizeLimit? ssd)
    {
        var pool = new MemoryPool(new PoolSpec { Cpus = 8, SsdCapacity = ssd });
        var cache = new ModelCache(pool, new ModelCacheSpec(Bytes.FromGB(1), Size * models));
        Array.ForEach([First, Second, Third], model => cache.Register(model, Size));
        return (pool, cache);
    }
}
