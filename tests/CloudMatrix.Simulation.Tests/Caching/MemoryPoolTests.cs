using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests;

public sealed class MemoryPoolTests
{
    [Fact]
    public void Pool_Capacity_IsSharedOutEvenly()
    {
        var spec = new PoolSpec
        {
            Cpus = 4,
            DramCapacity = new Bytes(400 * BlockAllocator.PageSize),
            SsdCapacity = SizeLimit.Infinite,
        };
        var pool = new MemoryPool(spec);

        Assert.All(pool.Cores, core => Assert.Equal(100 * BlockAllocator.PageSize, core.Dram.Total!.Value.Count));
        Assert.Equal(400 * BlockAllocator.PageSize, pool.Dram.Total!.Value.Count);
        Assert.Null(pool.Ssd!.Value.Total);
    }

    [Fact]
    public void Pool_Quota_IsSharedOutByHashes()
    {
        var quota = Bytes.FromGB(100);
        var pool = new MemoryPool(new PoolSpec { Cpus = 4, Namespaces = [new NamespaceSpec("context", quota)] });

        var parts = pool.Cores.Select(core => core.Spec.Dram.Quotas[0]!.Value.Count).ToList();

        Assert.InRange(parts.Sum(), quota.Count - 4, quota.Count);
        Assert.Equal(pool.Ring.Shares().Select(share => (long)(share * quota.Count)), parts);
    }

    [Fact]
    public void OwnerOf_Block_IsTheOnlyOneThatHoldsIt()
    {
        var pool = new MemoryPool(new PoolSpec { Cpus = 5 });
        for (var number = 0; number < 100; number++)
        {
            var key = KvBlockKey.Root(default).Next([number]);
            pool.OwnerOf(key).Store(new KvBlock(key, 1, Bytes.FromKB(1)));

            Assert.Single(pool.Cores, core => core.Find(key) is not null);
        }

        Assert.Equal(100, pool.Dram.Blocks);
        Assert.Equal(100, pool.Tally.Stored);
    }
}
