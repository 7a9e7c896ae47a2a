using CloudMatrix.Model;
using FsCheck.Fluent;

namespace CloudMatrix.Simulation.Tests;

public sealed class BlockAllocatorTests
{
    private const long Page = BlockAllocator.PageSize;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, Page / 256)]
    [InlineData(Page / 3, Page / 3)]
    [InlineData((Page / 3) + 1, Page / 2)]
    [InlineData(Page / 2, Page / 2)]
    [InlineData((Page / 2) + 1, Page)]
    [InlineData((3 * Page) + 100_000, (3 * Page) + (Page / 20))]
    public void TryTake_Size_TakesPagesAndTheLeastSlot(long size, long taken)
    {
        var memory = new BlockAllocator(new Bytes(10 * Page));

        Assert.True(memory.TryTake(new Bytes(size), out _));

        Assert.Equal(taken, memory.TakenBytes);
    }

    [Fact]
    public void Give_LastSlotOfAPage_FreesItForAnotherGranularity()
    {
        var memory = new BlockAllocator(new Bytes(Page));
        memory.TryTake(new Bytes(Page / 4), out var first);
        memory.TryTake(new Bytes(Page / 4), out var second);
        Assert.False(memory.TryTake(new Bytes(Page / 8), out _));

        memory.Give(first);
        Assert.False(memory.TryTake(new Bytes(Page / 8), out _));
        memory.Give(second);

        Assert.True(memory.TryTake(new Bytes(Page / 8), out _));
    }

    [Fact]
    public void TryTake_NotEnough_TakesNothing()
    {
        var memory = new BlockAllocator(new Bytes((2 * Page) - 1));

        Assert.False(memory.TryTake(new Bytes(Page + 1), out _));

        Assert.Equal((1L, 0L), (memory.FreePages, memory.TakenBytes));
    }

    [Fact]
    public void TryTake_AnyOrder_EveryPageIsInOnePlace() =>
        Property.Holds(Gen.Choose(-40, 5_000).ArrayOf(200), steps =>
        {
            var memory = new BlockAllocator(new Bytes(50 * Page));
            var held = new List<(BlockPlace Place, long Size)>();
            foreach (var step in steps)
            {
                if (step < 0 && held.Count > 0)
                {
                    var given = held[-step % held.Count];
                    memory.Give(given.Place);
                    held.Remove(given);
                }
                else if (memory.TryTake(new Bytes(Math.Abs(step) * 1_024L), out var place))
                {
                    held.Add((place, Math.Abs(step) * 1_024L));
                }

                Assert.True(memory.IsConserved);
                Assert.InRange(memory.TakenBytes, held.Sum(block => block.Size), 50 * Page);
                Assert.Equal(50 * Page, memory.TakenBytes + memory.FreeSlotBytes + (memory.FreePages * Page));
            }

            held.ForEach(block => memory.Give(block.Place));
            Assert.Equal((50L, 0L, 0L), (memory.FreePages, memory.TakenBytes, memory.FreeSlotBytes));
        });
}
