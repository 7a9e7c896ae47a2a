using CloudMatrix.Model;
using FsCheck;
using FsCheck.Fluent;

namespace CloudMatrix.Simulation.Tests;

public sealed class BlockTierTests
{
    private const long Page = BlockAllocator.PageSize;
    private const int Pages = 12;
    private const long Quota = 5 * Page;

    [Fact]
    public void Store_WholePages_EvictsAsTheReference() =>
        Property.Holds(Steps(Gen.Choose(1, 7).Select(pages => pages * Page)), steps =>
        {
            var tier = TierOf(Pages * Page, null, Quota);
            var reference = new ReferenceTier(Pages, [null, Quota]);
            foreach (var (action, block) in steps)
            {
                switch (action)
                {
                    case 0:
                        Assert.Equal(reference.Drop(block.Key), tier.Drop(block.Key));
                        break;
                    case 1:
                        Assert.Equal(reference.Use(block.Key), tier.TryUse(block.Key, out _));
                        break;
                    default:
                        Assert.Equal(reference.Store(block), tier.Store(block));
                        break;
                }

                Assert.Equal(reference.Blocks.Select(held => held.Key.High).Order(), Numbers(tier));
                Assert.Equal(reference.Evicted.Count, tier.Evicted);
            }
        });

    [Fact]
    public void Invariant_PoolIsConserved() =>
        Property.Holds(Steps(Gen.Choose(1, 3_000).Select(kibibytes => kibibytes * 1024L)), steps =>
        {
            var tier = TierOf(Pages * Page, null, Quota);
            foreach (var (action, block) in steps)
            {
                if (action == 0)
                {
                    tier.Drop(block.Key);
                }
                else
                {
                    tier.Store(block);
                }

                AssertConserved(tier);
                Assert.True(tier.UsedBy(new NamespaceId(1)).Count <= Quota);
            }
        });

    [Fact]
    public void Store_LargerThanAll_EvictsNothing()
    {
        var tier = TierOf(4 * Page, [null]);
        tier.Store(BlockOf(1, Page));

        Assert.Equal(StoreOutcome.NoRoom, tier.Store(BlockOf(2, 5 * Page)));

        Assert.Equal([1], Numbers(tier));
    }

    [Fact]
    public void Store_OverItsQuota_LosesItsOwnOldest()
    {
        var tier = TierOf(Pages * Page, null, 2 * Page);
        tier.Store(BlockOf(1, Page));
        tier.Store(BlockOf(2, Page, 1));
        tier.Store(BlockOf(3, Page, 1));

        tier.Store(BlockOf(4, Page, 1));

        Assert.Equal([1, 3, 4], Numbers(tier));
        Assert.Equal(StoreOutcome.NoRoom, tier.Store(BlockOf(5, 3 * Page, 1)));
    }

    [Fact]
    public void Store_AboveTheHighThreshold_EvictsDownToTheLow()
    {
        var spec = TierSpec.Of(new Bytes(10 * Page)) with { HighThreshold = 0.8, LowThreshold = 0.5 };
        var tier = new BlockTier(spec);
        for (var number = 1UL; number <= 8; number++)
        {
            tier.Store(BlockOf(number, Page));
        }

        Assert.Equal(8, tier.Use.Blocks);
        tier.Store(BlockOf(9, Page));

        Assert.Equal([5, 6, 7, 8, 9], Numbers(tier));
    }

    [Fact]
    public void Store_InSteadyState_AllocatesNothing()
    {
        var tier = TierOf(Pages * Page, [null]);
        Cycle(tier, 1_000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Cycle(tier, 1_000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(tier.Evicted > 1_000);
    }

    private static List<ulong> Numbers(BlockTier tier) => [.. tier.Keys.Select(key => key.High).Order()];

    private static void Cycle(BlockTier tier, ulong times)
    {
        for (var number = 0UL; number < times; number++)
        {
            tier.Store(BlockOf(number % 40, (long)(number % 5) * 700_000));
        }
    }

    private static void AssertConserved(BlockTier tier)
    {
        var use = tier.Use;
        Assert.Equal(use.Total, use.Used + use.Rounding + use.FreeSlots + use.FreePages);
        Assert.True(use.Rounding.Count >= 0 && use.FreeSlots.Count >= 0 && use.FreePages!.Value.Count >= 0);
        Assert.Equal(use.Blocks, tier.Keys.Count());
        Assert.Equal(use.Used.Count, tier.Keys.Sum(key => tier.TryFind(key, out var block) ? block.Size.Count : 0));
    }

    private static Gen<(int Action, KvBlock Block)[]> Steps(Gen<long> sizes) =>
        (from number in Gen.Choose(0, 15)
         from size in sizes
         from space in Gen.Choose(0, 1)
         from action in Gen.Choose(0, 5)
         select (action, BlockOf((ulong)number, size, space))).ArrayOf(80);

    private static BlockTier TierOf(long capacity, params long?[] quotas) => new(new TierSpec(
        new Bytes(capacity), [.. quotas.Select(quota => quota is { } bytes ? new Bytes(bytes) : (Bytes?)null)]));

    private static KvBlock BlockOf(ulong number, long size, int space = 0) =>
        new(new KvBlockKey(number, 0), 128, new Bytes(size), new NamespaceId(space));
}
