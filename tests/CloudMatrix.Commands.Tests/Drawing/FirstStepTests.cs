using CloudMatrix.Model;

namespace CloudMatrix.Commands.Tests;

public sealed class FirstStepTests
{
    [Fact]
    public void Of_TwoSteps_LastsUntilTheSecond()
    {
        var run = TinyRun.Of(steps: 2);

        var step = FirstStep.Of(run.Report, run.Timeline);

        Assert.Equal(new RankId(0), step.Die);
        Assert.Equal(step.Spans.Max(span => span.End) - VirtualTime.Zero, step.Length);
    }

    [Fact]
    public void Of_OneStep_LastsAnIteration()
    {
        var run = TinyRun.Of();

        var step = FirstStep.Of(run.Report with { IterationMs = 5 }, run.Timeline);

        Assert.Equal(VirtualDuration.FromMilliseconds(5), step.Length);
        Assert.All(step.Spans, span => Assert.Equal(step.Die, span.Die));
    }
}
