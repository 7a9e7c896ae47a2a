using System.Text;

namespace CloudMatrix.Commands.Tests;

public sealed class DecodePlotTests
{
    [Theory]
    [InlineData(1, "one-microbatch.svg")]
    [InlineData(2, "two-microbatches.svg")]
    public void Write_TinyRun_DrawsTheGoldenPicture(int microbatches, string golden)
    {
        var run = TinyRun.Of(microbatches: microbatches);

        var drawn = Plot.Of(run.Report, run.Timeline).Bytes;

        Assert.Equal(Encoding.UTF8.GetString(GoldenPicture.Read(golden, drawn)), Encoding.UTF8.GetString(drawn));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Write_TinyRun_HasOneBoxForEachSpanOfTheMiddleLayer(int microbatches)
    {
        var run = TinyRun.Of(microbatches: microbatches, steps: 2);

        var boxes = Plot.Of(run.Report, run.Timeline).Boxes("span").ToList();

        Assert.Equal(7 * microbatches, boxes.Count);
        Assert.All(boxes, box => Assert.Contains("layer 2", box.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void Write_TinyRun_BoxesOfALaneTouchAndDoNotOverlap()
    {
        var run = TinyRun.Of();

        var shares = Plot.Of(run.Report, run.Timeline).Boxes("share").GroupBy(box => Plot.Number(box, "y")).ToList();

        Assert.Equal(2, shares.Count);
        Assert.All(shares, lane => Assert.All(
            lane.Zip(lane.Skip(1)),
            pair => Assert.Equal(
                Plot.Number(pair.First, "x") + Plot.Number(pair.First, "width"), Plot.Number(pair.Second, "x"), 0.02)));
    }

    [Fact]
    public void Write_ADieWithoutRequests_HasAllBoxes()
    {
        // Its own stages take no time; it still runs its experts for the others.
        var run = TinyRun.Of(dies: 1);
        var timeline = run.Timeline.Select(span => span.Stream == 0 ? span with { End = span.Start } : span).ToList();

        var boxes = Plot.Of(run.Report, timeline).Boxes("span").ToList();

        Assert.Equal(14, boxes.Count);
        Assert.Equal(6, boxes.Count(box => Plot.Number(box, "width") == 0));
    }

    [Fact]
    public void Write_LongNames_CutsThemAtTheMargin()
    {
        var run = TinyRun.Of();
        var report = run.Report with { ModelName = new string('M', 500) };

        var title = Plot.Of(report, run.Timeline).Texts.First().Value;

        Assert.EndsWith("M…", title, StringComparison.Ordinal);
        Assert.True(TextStyle.Title.WidthOf(title) <= PlotLayout.TextWidth);
    }

    [Fact]
    public void Write_NobodyWatched_IsRefused()
    {
        var run = TinyRun.Of();

        var refusal = Assert.Throws<ArgumentException>(() => Plot.Of(run.Report, []));

        Assert.Contains("no die was watched", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_AStream_LeavesItOpen()
    {
        var run = TinyRun.Of();
        using var output = new MemoryStream();

        DecodePlot.Write(output, run.Report, run.Timeline);

        Assert.True(output.CanWrite);
    }
}
