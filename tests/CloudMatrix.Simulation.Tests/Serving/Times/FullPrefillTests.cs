using System.Collections.Immutable;
using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests;

public sealed class FullPrefillTests
{
    private static readonly ImmutableArray<PrefillSequence> Batch = [new(700, 300), new(0, 50), new(333, 0)];

    [Fact]
    public void TimeOf_SameBatchTwice_IsDrawnAfresh()
    {
        using var times = new FullPrefill(ToyPrefill.Spec);

        var (first, second) = (times.TimeOf(Batch), times.TimeOf(Batch));

        Assert.NotEqual(first, second);
        Assert.InRange(first.TotalMilliseconds / second.TotalMilliseconds, 0.98, 1.02);
    }

    [Fact]
    public void TimeOf_SameBatchesInTheSameOrder_IsTheSame()
    {
        using var times = new FullPrefill(ToyPrefill.Spec);
        using var again = new FullPrefill(ToyPrefill.Spec);

        var first = Enumerable.Range(0, 3).Select(_ => times.TimeOf(Batch)).ToList();

        Assert.Equal(first, Enumerable.Range(0, 3).Select(_ => again.TimeOf(Batch)));
    }

    [Fact]
    public void TimeOf_ManyTokens_IsCloseToTheMemo()
    {
        using var times = new FullPrefill(ToyPrefill.Spec);
        using var memo = new PrefillMemo(ToyPrefill.Spec);

        var ratio = times.TimeOf([new(3000, 500)]).TotalMilliseconds / memo.TimeOf([new(3000, 500)]).TotalMilliseconds;

        Assert.InRange(ratio, 0.98, 1.02);
    }

    [Fact]
    public void TimeOf_NothingNew_IsZero()
    {
        using var times = new FullPrefill(ToyPrefill.Spec);

        Assert.Equal(VirtualDuration.Zero, times.TimeOf([new PrefillSequence(0, 500)]));
    }
}
