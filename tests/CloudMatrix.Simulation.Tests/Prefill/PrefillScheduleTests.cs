using static CloudMatrix.Simulation.PrefillStage;

namespace CloudMatrix.Simulation.Tests;

public sealed class PrefillScheduleTests
{
    /// <summary>Numbers are microbatches; the order on each stream of the paper's two-microbatch pipeline.</summary>
    [Theory]
    [InlineData(
        PrefillStream.Aic,
        "DownProjection0 UpProjection0 Attention0 OutputProjection0 Gate0 SharedExpert0 "
        + "DownProjection1 UpProjection1 Attention1 OutputProjection1 Gate1 SharedExpert1 Experts0 Experts1")]
    [InlineData(PrefillStream.Aiv, "DispatchCompute0 DispatchCompute1 CombineCompute0 CombineCompute1")]
    [InlineData(
        PrefillStream.Sdma, "Gather0 AllToAll0 Gather1 Dispatch0 AllToAll1 Dispatch1 Combine0 Combine1")]
    public void Of_TwoMicrobatches_AlternateOnEachStream(PrefillStream stream, string stages)
    {
        var layer = PrefillSchedule.Of(Toy.Model, 2).Where(step => step.Layer == 2 && step.Stream == stream);

        Assert.Equal(stages, string.Join(' ', layer.Select(step => $"{step.Stage}{step.Microbatch}")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Of_AnyMicrobatches_DoesEachStageOnce(int microbatches)
    {
        var steps = PrefillSchedule.Of(Toy.Model, microbatches);

        Assert.Equal(steps.Length, steps.Distinct().Count());
        Assert.Equal(((7 * 1) + (13 * 3)) * microbatches, steps.Length);
        Assert.DoesNotContain(steps, step => step.Stage == DenseFeedForward && step.Layer > 0);
        Assert.DoesNotContain(steps, step => step.Stage == Experts && step.Layer == 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Of_AMicrobatch_GoesThroughALayerInOrder(int microbatches)
    {
        PrefillStage[] order =
        [
            DownProjection, Gather, UpProjection, Attention, AllToAll, OutputProjection, Gate, SharedExpert,
            DispatchCompute, Dispatch, Experts, Combine, CombineCompute,
        ];

        var steps = PrefillSchedule.Of(Toy.Model, microbatches);

        foreach (var layer in steps.Where(step => step.Layer > 0).GroupBy(step => (step.Layer, step.Microbatch)))
        {
            Assert.Equal(order, layer.Select(step => step.Stage));
        }
    }
}
