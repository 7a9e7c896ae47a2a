using System.Text.Json;
using CloudMatrix.Model;
using FsCheck;
using FsCheck.Fluent;

namespace CloudMatrix.Simulation.Tests;

public sealed class InvariantTests
{
    private static readonly string[] Elements =
        [.. new SupernodeTopology(Toy.Machine).Elements.Select(element => element.ToString()!)];

    private static readonly Gen<DecodeOptions> Runs =
        from npus in Gen.Choose(2, 8)
        from batch in Gen.Choose(1, 12)
        from microbatches in Gen.Choose(1, 2)
        from mtp in Gen.Choose(0, 1)
        from routing in Gen.Elements("balanced", "uniform", "skewed:1")
        select Toy.Options with
        {
            Npus = npus,
            Batch = batch,
            Microbatches = microbatches,
            AttentionAics = microbatches == 1 ? null : 2,
            Mtp = mtp,
            Routing = RoutingSpec.Parse(routing),
        };

    [Fact]
    public void Invariant_RowsDispatchedEqualRowsCombined() =>
        Property.Holds(20, Runs, options =>
        {
            var run = Toy.Run(options);

            var total = Decode(run, 1, _ => null).Total();

            long tokens = options.Batch * options.Npus * run.Spec.TokensPerRequest;
            Assert.Equal(tokens * run.Spec.RowsPerToken * run.Spec.RoutedLayers * 2, total.RowsDispatched);
            Assert.Equal(total.RowsDispatched, total.RowsServed);
            Assert.Equal(total.RowsDispatched, total.RowsCombined);
        });

    [Fact]
    public void Invariant_HbmIsNeverOvercommitted() =>
        Property.Holds(
            from batch in Gen.Choose(1, 400)
            from kvLength in Gen.Choose(1, 16384)
            select Toy.Options with { Batch = batch, KvLength = kvLength },
            options =>
            {
                try
                {
                    var use = HbmAccount.Of(DecodeSpecReader.Read(options));

                    Assert.InRange(use.Free, 0, Toy.Machine.Die.HbmCapacity.Count);
                    Assert.Equal(Toy.Machine.Die.HbmCapacity.Count, use.Weights + use.Kv + use.Buffers + use.Free);
                }
                catch (ConfigurationException exception)
                {
                    Assert.StartsWith("batch: ", Assert.Single(exception.Faults), StringComparison.Ordinal);
                }
            });

    [Fact]
    public void Invariant_TimeNeverGoesBack() =>
        Property.Holds(20, Runs, options =>
        {
            var run = Toy.Run(options);
            var timelines = Enumerable.Range(0, run.Spec.Dies).Select(_ => new List<TimelineSpan>()).ToArray();

            var decode = Decode(run, 1, die => timelines[die.Index]);

            Assert.All(timelines.SelectMany(spans => spans.GroupBy(span => span.Stream)), AssertInOrder);
            Assert.All(timelines, spans => Assert.True(spans[^1].End <= decode.Now));
        });

    [Fact]
    public void Invariant_SameSeedSameReport()
    {
        var run = Toy.Run(Toy.Options);

        var reports = new[] { 1, 1, 2, 3 }.Select(workers => Report(run, workers)).Distinct();

        Assert.Single(reports);
        Assert.NotEqual(Report(run, 1), Report(Toy.Run(Toy.Options with { Seed = Toy.Options.Seed + 1 }), 1));
    }

    [Fact]
    public void Invariant_PlaneDownMakesNothingFaster()
    {
        var options = Toy.Options with { Microbatches = 1, AttentionAics = null };
        var healthy = Decode(Toy.Run(options), 1, _ => null);

        Property.Holds(40, Gen.Elements(Elements).ArrayOf(3), down =>
        {
            var hurt = Decode(Toy.Run(options with { Down = down }), 1, _ => null);

            Assert.True(hurt.Now >= healthy.Now, $"{string.Join(", ", down)}: {hurt.Now} is before {healthy.Now}");
        });
    }

    private static EmbeddedDecode Decode(DecodeRunSpec run, int workers, Func<RankId, List<TimelineSpan>?> timelineOf)
    {
        using var phases = new ParallelPhases(workers);
        var decode = new EmbeddedDecode(run, CountsPayload.Build(run, phases), phases);
        decode.Restart(timelineOf);
        decode.RunStep();
        decode.RunStep();
        return decode;
    }

    private static string Report(DecodeRunSpec run, int workers)
    {
        var decode = Decode(run, workers, _ => null);
        return JsonSerializer.Serialize(DecodeReports.Write(run, decode.Total(), decode.Now - VirtualTime.Zero, 2));
    }

    private static void AssertInOrder(IEnumerable<TimelineSpan> stream)
    {
        var at = VirtualTime.Zero;
        foreach (var span in stream)
        {
            Assert.True(at <= span.Start, $"{span} begins before {at}");
            Assert.True(span.Start <= span.End, $"{span} ends before it begins");
            at = span.End;
        }
    }
}
