using CloudMatrix.Model;
using FsCheck;
using FsCheck.Fluent;

namespace CloudMatrix.Simulation.Tests;

public sealed class CpuCoreTests
{
    private static readonly Bytes Capacity = Bytes.FromKB(10);

    [Fact]
    public void Store_Twice_HoldsItOnce()
    {
        var core = new CpuCore(Capacity);

        Assert.Equal(StoreOutcome.Stored, core.Store(BlockOf(7, 4_000)));
        Assert.Equal(StoreOutcome.AlreadyHeld, core.Store(BlockOf(7, 4_000)));

        Assert.Equal(new Bytes(4_000), core.Used);
        Assert.Equal(BlockOf(7, 4_000), core.Find(new KvBlockKey(7, 0)));
    }

    [Fact]
    public void Store_NoCapacityStated_RefusesNothing()
    {
        var core = new CpuCore(capacity: null);

        Assert.Equal(StoreOutcome.Stored, core.Store(BlockOf(1, long.MaxValue)));
    }

    [Fact]
    public void Keys_AnyOrderStored_AreInOrder()
    {
        var core = new CpuCore(capacity: null);
        foreach (var number in new ulong[] { 5, 1, 9 })
        {
            core.Store(BlockOf(number, 1));
        }

        Assert.Equal([1, 5, 9], core.Keys.Select(key => key.High));
    }

    [Fact]
    public void Invariant_DramIsNeverOvercommitted() =>
        Property.Holds(Steps, steps =>
        {
            var core = new CpuCore(Capacity);
            var held = new Dictionary<KvBlockKey, KvBlock>();
            foreach (var (block, isDropped) in steps)
            {
                if (isDropped)
                {
                    Assert.Equal(held.Remove(block.Key), core.Drop(block.Key));
                }
                else if (core.Store(block) == StoreOutcome.Stored)
                {
                    held.Add(block.Key, block);
                }
                else
                {
                    Assert.True(held.ContainsKey(block.Key) || core.Used + block.Size > Capacity);
                }

                Assert.Equal(held.Values.Sum(kept => kept.Size.Count), core.Used.Count);
                Assert.True(core.Used <= Capacity);
            }
        });

    private static Gen<(KvBlock Block, bool IsDropped)[]> Steps { get; } =
        (from number in Gen.Choose(0, 9)
         from size in Gen.Choose(1, 6_000)
         from dropped in Gen.Choose(0, 3)
         select (BlockOf((ulong)number, size), dropped == 0)).ArrayOf(40);

    private static KvBlock BlockOf(ulong number, long size) => new(new KvBlockKey(number, 0), 128, new Bytes(size));
}
