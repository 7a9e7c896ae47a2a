using System.Text.Json;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests;

public sealed class DecodeSessionTests
{
    [Fact]
    public void Report_BeforeTheFirstStep_Throws()
    {
        using var session = DecodeSession.Start(Toy.Spec);

        Assert.Throws<InvalidOperationException>(session.Report);
    }

    [Fact]
    public void Report_TwoSteps_RelatesItsFigures()
    {
        using var session = DecodeSession.Start(Toy.Spec);
        session.RunStep();
        session.RunStep();

        var report = session.Report();

        Assert.Equal((2, 16, 40), (report.Steps, report.Dies, report.ExpertShards));
        Assert.Equal((2, 2), (report.Microbatches, report.AttentionAics));
        Assert.Equal(report.IterationMs / 1.7, report.TpotMs);
        Assert.Equal(5 / report.TpotMs * 1e3, report.TokensPerSecondPerNpu);
        Assert.Equal("given", report.OperatingPoint);
        Assert.InRange(report.LayerUs * 3, 0, report.IterationMs * 1e3);
    }

    [Fact]
    public void Report_ExpertLoad_IsThatOfTheRowsServed()
    {
        using var session = DecodeSession.Start(Toy.Spec);
        session.RunStep();

        var load = session.Report().ExpertLoad;

        // 40 requests of two tokens send five rows each, in two microbatches, to 40 slots.
        Assert.Equal(40 * 2 * 5 / 2 / 40.0, load.Mean, 12);
        Assert.InRange(load.Max, load.Mean + 1, 400);
    }

    [Fact]
    public void Restart_AfterSteps_RepeatsTheReport()
    {
        using var session = DecodeSession.Start(Toy.Spec, new RankId(3));
        session.RunStep();
        var first = JsonSerializer.Serialize(session.Report());
        var timeline = session.Timeline;

        session.Restart();
        session.RunStep();

        Assert.Equal(first, JsonSerializer.Serialize(session.Report()));
        Assert.Equal<TimelineSpan>(timeline, session.Timeline);
    }

    [Fact]
    public void Timeline_WatchedDies_AreThoseAskedForInOrder()
    {
        using var session = DecodeSession.Start(Toy.Spec, new RankId(9), new RankId(2));

        session.RunStep();

        Assert.Equal([2, 9], session.Timeline.Select(span => span.Die.Index).Distinct());
    }

    [Fact]
    public void Report_StageMeans_AreThoseOfTheTimeline()
    {
        var everyDie = Enumerable.Range(0, Toy.Spec.Dies).Select(die => new RankId(die));
        using var session = DecodeSession.Start(Toy.Spec, everyDie);
        session.RunStep();

        var stages = session.Report().StagesUs;

        Assert.Equal(MeanUs(session, DecodeStage.Attention), stages.Attention, 6);
        Assert.Equal(MeanUs(session, DecodeStage.Dispatch), stages.Dispatch, 6);
        Assert.Equal(MeanUs(session, DecodeStage.Combine), stages.Combine, 6);
        Assert.Equal(stages.MlaProlog + stages.Attention + stages.OProj, stages.Stream0);
        Assert.Equal(stages.Gate + stages.Dispatch + stages.Experts + stages.Combine, stages.Stream1);
    }

    private static double MeanUs(DecodeSession session, DecodeStage stage) => session.Timeline
        .Where(span => span.Stage == stage && span.Phase.Layer is >= 1 and < 4)
        .Average(span => (span.End - span.Start).TotalMicroseconds);
}
