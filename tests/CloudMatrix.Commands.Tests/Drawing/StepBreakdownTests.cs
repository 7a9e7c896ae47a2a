using CloudMatrix.Model;
using CloudMatrix.Simulation;
using FsCheck;
using FsCheck.Fluent;

namespace CloudMatrix.Commands.Tests;

public sealed class StepBreakdownTests
{
    [Fact]
    public void Invariant_SharesOfAStreamMakeTheStep()
    {
        Prop.ForAll<PositiveInt[], NonNegativeInt>((lengths, idle) =>
        {
            var spans = Spans(lengths.Select(length => new VirtualDuration(length.Get)));
            var step = (spans.Max(span => (VirtualTime?)span.End) ?? VirtualTime.Zero) - VirtualTime.Zero
                + new VirtualDuration(1 + idle.Get);

            var breakdown = StepBreakdown.Of(spans, step);

            Assert.All(breakdown.Shares.GroupBy(share => share.Stream), stream =>
            {
                Assert.Equal(100.0m, stream.Sum(share => share.Percent));
                Assert.Equal(step.Picoseconds, stream.Sum(share => share.Time.Picoseconds));
                Assert.Null(stream.Last().Stage);
            });
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Of_TinyRun_AddsUpEachStage()
    {
        var run = TinyRun.Of();
        var step = FirstStep.Of(run.Report, run.Timeline);

        var experts = StepBreakdown.Of(step.Spans, step.Length)
            .Shares.Single(share => share.Stage == DecodeStage.Experts);

        Assert.Equal(new VirtualDuration(2 * TinyRun.RoutedLayers * 6 * 4_000_777L), experts.Time);
        Assert.Equal(1, experts.Stream);
    }

    private static List<TimelineSpan> Spans(IEnumerable<VirtualDuration> lengths)
    {
        var spans = new List<TimelineSpan>();
        var start = VirtualTime.Zero;
        foreach (var (index, length) in lengths.Index())
        {
            var stage = (DecodeStage)(index % Enum.GetValues<DecodeStage>().Length);
            spans.Add(new TimelineSpan(default, (int)stage / 3 % 2, stage, default, start, start + length));
            start += length;
        }

        return spans;
    }
}
