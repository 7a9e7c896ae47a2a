namespace CloudMatrix.Simulation.Tests;

public sealed class DecodeScheduleTests
{
    [Fact]
    public void Of_OneMicrobatch_DoesEachLayerOnce() => Assert.Equal(
        ["Dense 0.0", "Dispatch 1.0", "Experts 1.0", "Combine 1.0", "Head 1.0"],
        PhasesOf(microbatches: 1, mtpLayers: 0)[0]);

    [Fact]
    public void Of_TwoMicrobatches_AlternatesThem() => Assert.Equal(
        [
            "Dense 0.0", "Dense 0.1",
            "Dispatch 1.0", "Experts 1.0", "Combine 1.0", "Dispatch 1.1", "Experts 1.1", "Combine 1.1",
            "Head 1.0",
        ],
        PhasesOf(microbatches: 2, mtpLayers: 0)[0]);

    [Fact]
    public void Of_MtpLayer_DraftsInAGraphOfItsOwn() => Assert.Equal(
        [
            "MtpProjection 2.0", "MtpProjection 2.1",
            "Dispatch 2.0", "Experts 2.0", "Combine 2.0", "Dispatch 2.1", "Experts 2.1", "Combine 2.1",
            "Head 2.0",
        ],
        PhasesOf(microbatches: 2, mtpLayers: 1)[1]);

    [Fact]
    public void Of_NoMtpLayer_HasOneGraph() => Assert.Single(PhasesOf(microbatches: 2, mtpLayers: 0));

    [Theory]
    [InlineData(DecodePhaseKind.Dense, false)]
    [InlineData(DecodePhaseKind.MtpProjection, false)]
    [InlineData(DecodePhaseKind.Dispatch, false)]
    [InlineData(DecodePhaseKind.Experts, true)]
    [InlineData(DecodePhaseKind.Combine, true)]
    [InlineData(DecodePhaseKind.Head, false)]
    public void WaitsForAll_Phase_IsThatWhichReadsWhatOthersWrote(DecodePhaseKind kind, bool expected) =>
        Assert.Equal(expected, new DecodePhase(kind, 0, 0).WaitsForAll);

    private static List<List<string>> PhasesOf(int microbatches, int mtpLayers) =>
        [.. DecodeSchedule.Of(Toy.Model with { Layers = 2 }, microbatches, mtpLayers).Graphs
            .Select(graph => graph.Phases.Select(phase => $"{phase.Kind} {phase.Layer}.{phase.Microbatch}").ToList())];
}
