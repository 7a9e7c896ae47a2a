using CloudMatrix.Simulation;

namespace CloudMatrix.Commands.Tests;

public sealed class LayerWindowTests
{
    [Fact]
    public void Middle_TinyRun_IsNeitherDenseNorDraft()
    {
        var run = TinyRun.Of(dies: 1);

        var window = LayerWindow.Middle(run.Timeline);

        Assert.Equal(2, window.Layer);
        Assert.Equal([1, 2, 3], window.Spans.Select(span => span.Phase.Layer).Distinct().Order());
        Assert.All(window.Spans, span => Assert.True(span.Start < window.End && span.End > window.Start));
    }

    [Fact]
    public void Middle_NoLayerRoutes_IsRefused()
    {
        var dense = TinyRun.Of(dies: 1).Timeline.Where(span => span.Stage != DecodeStage.Dispatch).ToList();

        Assert.Throws<ArgumentException>(() => LayerWindow.Middle(dense));
    }
}
