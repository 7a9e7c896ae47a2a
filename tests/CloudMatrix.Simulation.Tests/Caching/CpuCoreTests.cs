using CloudMatrix.Model;
using FsCheck;
using FsCheck.Fluent;

namespace CloudMatrix.Simulation.Tests;

public sealed class CpuCoreTests
{
    private const long Page = BlockAllocator.PageSize;

    [Fact]
    public void Store_Twice_HoldsItOnce()
    {
        var core = new CpuCore(CpuMemorySpec.DramAlone(new Bytes(4 * Page)));

        Assert.Equal(StoreOutcome.Stored, core.Store(BlockOf(7, 4_000)));
        Assert.Equal(StoreOutcome.AlreadyHeld, core.Store(BlockOf(7, 4_000)));

        Assert.Equal(new Bytes(4_000), core.Dram.Used);
        Assert.Equal(BlockOf(7, 4_000), core.Find(new KvBlockKey(7, 0)));
        Assert.Equal((1, 1), (core.Tally.Stored, core.Tally.Deduplicated));
    }

    [Fact]
    public void Store_NoCapacityStated_RefusesNothing()
    {
        var core = new CpuCore(CpuMemorySpec.DramAlone(null));

        Assert.Equal(StoreOutcome.Stored, core.Store(BlockOf(1, long.MaxValue / 2)));
    }

    [Fact]
    public void Store_UnknownNamespace_Throws()
    {
        var core = new CpuCore(CpuMemorySpec.DramAlone(null));

        Assert.Throws<ArgumentException>(() => core.Store(BlockOf(1, 1) with { Namespace = new NamespaceId(1) }));
    }

    [Fact]
    public void Keys_AnyOrderStored_AreInOrder()
    {
        var core = new CpuCore(CpuMemorySpec.DramAlone(null));
        foreach (var number in new ulong[] { 5, 1, 9 })
        {
            core.Store(BlockOf(number, 1));
        }

        Assert.Equal([1, 5, 9], core.Keys.Select(key => key.High));
    }

    [Fact]
    public void TryLoad_EvictedBlock_ComesBackFromTheVolumes()
    {
        var core = CoreWithVolumes(dramPages: 2, ssdPages: null);
        core.Store(BlockOf(1, Page));
        core.Store(BlockOf(2, Page));
        core.Store(BlockOf(3, Page));

        Assert.Equal(PoolTier.Ssd, core.WhereIs(new KvBlockKey(1, 0)));
        Assert.True(core.TryLoad(new KvBlockKey(1, 0), out var hit));

        Assert.Equal(new KvBlockHit(BlockOf(1, Page), PoolTier.Ssd), hit);
        Assert.Equal(PoolTier.Dram, core.WhereIs(new KvBlockKey(1, 0)));
        Assert.Equal(PoolTier.Ssd, core.WhereIs(new KvBlockKey(2, 0)));
        Assert.Equal((1, 0, 2), (core.Tally.SsdHits, core.Tally.DramHits, core.DramEvictions));
        Assert.Equal((Page, 3 * Page, Page), (
            core.Tally.SsdRead.Count, core.Tally.SsdWritten.Count, core.Tally.Read.Count));
    }

    [Fact]
    public void LoseDram_WithVolumes_LosesNoBlock()
    {
        var core = CoreWithVolumes(dramPages: 8, ssdPages: null);
        core.Store(BlockOf(1, Page));
        core.Store(BlockOf(2, 5_000));

        core.LoseDram();

        Assert.Equal(Bytes.Zero, core.Dram.Used);
        Assert.True(core.TryLoad(new KvBlockKey(1, 0), out _));
        Assert.True(core.Prefetch(new KvBlockKey(2, 0)));
        Assert.False(core.Prefetch(new KvBlockKey(2, 0)));
        Assert.Equal(PoolTier.Dram, core.WhereIs(new KvBlockKey(2, 0)));
    }

    [Fact]
    public void DropAndDemote_Block_LeaveIt()
    {
        var core = CoreWithVolumes(dramPages: 8, ssdPages: 8);
        core.Store(BlockOf(1, Page));

        Assert.True(core.Demote(new KvBlockKey(1, 0)));
        Assert.Equal(PoolTier.Ssd, core.WhereIs(new KvBlockKey(1, 0)));
        Assert.True(core.Drop(new KvBlockKey(1, 0)));
        Assert.Null(core.Find(new KvBlockKey(1, 0)));
        Assert.False(core.Drop(new KvBlockKey(1, 0)));
    }

    [Fact]
    public void Invariant_DramIsNeverOvercommitted() =>
        Property.Holds(Steps, steps =>
        {
            var core = CoreWithVolumes(dramPages: 3, ssdPages: 9);
            foreach (var (block, action) in steps)
            {
                var expected = core.Find(block.Key);
                switch (action)
                {
                    case 0:
                        Assert.Equal(expected is not null, core.Drop(block.Key));
                        break;
                    case 1:
                        Assert.Equal(expected is not null, core.TryLoad(block.Key, out var hit));
                        Assert.Equal(expected ?? default, hit.Block);
                        break;
                    default:
                        core.Store(block);
                        Assert.NotNull(core.Find(block.Key));
                        break;
                }

                Assert.All(
                    [core.Dram, core.Ssd!.Value],
                    use => Assert.Equal(use.Total, use.Used + use.Rounding + use.FreeSlots + use.FreePages));
            }
        });

    private static Gen<(KvBlock Block, int Action)[]> Steps { get; } =
        (from number in Gen.Choose(0, 12)
         from size in Gen.Choose(1, 3_000_000)
         from action in Gen.Choose(0, 4)
         select (BlockOf((ulong)number, size), action)).ArrayOf(60);

    private static CpuCore CoreWithVolumes(long dramPages, long? ssdPages) => new(new CpuMemorySpec(
        TierSpec.Of(new Bytes(dramPages * Page)),
        TierSpec.Of(ssdPages is { } pages ? new Bytes(pages * Page) : null)));

    private static KvBlock BlockOf(ulong number, long size) => new(new KvBlockKey(number, 0), 128, new Bytes(size));
}
