using System.Text.Json;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands.Tests;

public sealed class ChromeTraceTests
{
    [Fact]
    public void Write_TwoDies_NamesAndOrdersThemAndTheirStreams()
    {
        var run = TinyRun.Of();

        var names = Trace.Of(run.Report, run.Timeline).Names
            .Select(name => $"{name.GetProperty("name")} {name.GetProperty("pid")}.{name.GetProperty("tid")}"
                + $" {name.GetProperty("args").EnumerateObject().Single().Value}");

        Assert.Equal(
            [
                "process_name 1.1 die-0",
                "process_sort_index 1.1 0",
                "thread_name 1.1 stream 0: attention",
                "thread_sort_index 1.1 0",
                "thread_name 1.2 stream 1: experts",
                "thread_sort_index 1.2 1",
                "process_name 2.1 die-1",
                "process_sort_index 2.1 1",
                "thread_name 2.1 stream 0: attention",
                "thread_sort_index 2.1 0",
                "thread_name 2.2 stream 1: experts",
                "thread_sort_index 2.2 1",
            ],
            names);
    }

    [Fact]
    public void Write_AnyRun_HasOneSliceForEachSpanInOrderOfTime()
    {
        var run = TinyRun.Of(steps: 2);

        var slices = Trace.Of(run.Report, run.Timeline).Slices.ToList();

        Assert.Equal(run.Timeline.Count, slices.Count);
        Assert.Equal(slices.Select(slice => slice.Start).Order(), slices.Select(slice => slice.Start));
    }

    [Fact]
    public void Write_OddPicoseconds_KeepsThemInTheArguments()
    {
        var run = TinyRun.Of(dies: 1);
        var (_, _, stage, _, start, end) = run.Timeline[1];

        var slice = Trace.Of(run.Report, run.Timeline).Slices.Single(
            slice => slice.Args.GetProperty("startPs").GetInt64() == start.Picoseconds);

        Assert.Equal(stage.ToString(), slice.Name);
        Assert.Equal((end - start).Picoseconds, slice.Args.GetProperty("durationPs").GetInt64());
        Assert.Equal((4000, 12_002), (slice.Start, slice.End));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Write_RealRun_NoSlicesOfAStreamOverlap(int microbatches)
    {
        var (report, timeline) = RealRun(microbatches);

        var streams = Trace.Of(report, timeline).Slices.GroupBy(slice => slice.Track).ToList();

        Assert.Equal(4, streams.Count);
        Assert.All(streams, stream => Assert.All(
            stream.Zip(stream.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start, $"{pair}")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Write_RealRun_ArrowsGoFromDispatchToExpertsToCombine(int microbatches)
    {
        var (report, timeline) = RealRun(microbatches);

        var trace = Trace.Of(report, timeline);
        var heads = trace.Heads.ToDictionary(head => head.GetProperty("id").GetInt32());
        var arrows = trace.Tails.Select(tail => (Tail: tail, Head: heads[tail.GetProperty("id").GetInt32()])).ToList();

        Assert.Equal(heads.Count, arrows.Count);
        Assert.All(arrows.Take(100).Concat(arrows.TakeLast(100)), arrow => AssertJoins(trace, arrow));
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 2, 1)]
    [InlineData(3, 2, 2)]
    public void Write_AnyRun_HasAnArrowForEachPairOfDiesEachWay(int dies, int microbatches, int steps)
    {
        var run = TinyRun.Of(dies, microbatches, steps);

        var trace = Trace.Of(run.Report, run.Timeline);

        var expected = 2 * dies * dies * microbatches * steps * TinyRun.RoutedLayers;
        Assert.Equal(expected, trace.Tails.Count());
        Assert.Equal(Enumerable.Range(0, expected), trace.Heads.Select(head => head.GetProperty("id").GetInt32()));
    }

    [Fact]
    public void Write_TwoSteps_TellsStepAndGraphOfEachSlice()
    {
        var run = TinyRun.Of(dies: 1, microbatches: 1, steps: 2);

        var slices = Trace.Of(run.Report, run.Timeline).Slices.ToList();

        Assert.Equal([0, 1], slices.Select(slice => slice.Args.GetProperty("step").GetInt32()).Distinct());
        Assert.Equal(
            [(0, "verify"), (1, "verify"), (2, "verify"), (3, "verify"), (4, "draft")],
            slices.Select(LayerAndGraph).Distinct());
    }

    [Fact]
    public void Write_NobodyWatched_WritesAnEmptyTrace()
    {
        var trace = Trace.Of(TinyRun.Of().Report, []);

        Assert.Equal(0, trace.Root.GetProperty("traceEvents").GetArrayLength());
        Assert.Equal("Tiny384", trace.Root.GetProperty("otherData").GetProperty("machine").GetString());
    }

    private static void AssertJoins(Trace trace, (JsonElement Tail, JsonElement Head) arrow)
    {
        var (source, target) = (trace.BoundTo(arrow.Tail), trace.BoundTo(arrow.Head));
        var (from, to) = arrow.Tail.GetProperty("name").GetString() == "dispatch"
            ? ("Dispatch", "Experts")
            : ("Experts", "Combine");
        Assert.Equal((from, to), (source.Name, target.Name));
        Assert.Equal(Exchange(source), Exchange(target));
        Assert.Equal("e", arrow.Head.GetProperty("bp").GetString());
        Assert.True(Slice.NanosecondsOf(arrow.Tail, "ts") <= Slice.NanosecondsOf(arrow.Head, "ts"));
        Assert.True(Slice.NanosecondsOf(arrow.Head, "ts") <= target.End);
    }

    private static string Exchange(Slice slice) => string.Join(
        ' ', new[] { "step", "layer", "microbatch" }.Select(key => slice.Args.GetProperty(key).GetInt32()));

    private static (int Layer, string Graph) LayerAndGraph(Slice slice) =>
        (slice.Args.GetProperty("layer").GetInt32(), slice.Args.GetProperty("graph").GetString()!);

    private static (DecodeReport Report, IReadOnlyList<TimelineSpan> Timeline) RealRun(int microbatches)
    {
        var spec = DecodeSpecReader.Read(
            new DecodeOptions { Npus = 16, Batch = 8, KvLength = 512, Microbatches = microbatches });
        using var session = DecodeSession.Start(spec, new RankId(0), new RankId(5));
        session.RunStep();
        session.RunStep();
        return (session.Report(), session.Timeline);
    }
}
