using System.Text.Json;
using CloudMatrix.Model;
using FsCheck;
using FsCheck.Fluent;

namespace CloudMatrix.Simulation.Tests;

public sealed class PrefillInvariantTests
{
    private static readonly Gen<PrefillOptions> Batches =
        from npus in Gen.Choose(1, 4)
        from tokens in Gen.Choose(1, 1500)
        from prompt in Gen.Choose(1, 700)
        from microbatches in Gen.Choose(1, 2)
        from routing in Gen.Elements("balanced", "uniform", "skewed:1")
        from balancer in Gen.Elements(BalancerView.Current, BalancerView.Outdated)
        select ToyPrefill.Options with
        {
            Npus = npus,
            BatchTokens = tokens,
            Prompt = prompt,
            Cached = prompt / 3,
            Microbatches = microbatches,
            Routing = RoutingSpec.Parse(routing),
            Balancer = balancer,
        };

    [Fact]
    public void Invariant_RowsDispatchedEqualRowsCombined() =>
        Property.Holds(20, Batches, options =>
        {
            var report = ToyPrefill.Run(options);

            Assert.Equal((long)options.BatchTokens * options.Npus * 4 * 3, report.TokensDispatched);
            Assert.Equal(report.TokensDispatched, report.TokensCombined);
        });

    [Fact]
    public void Invariant_TimeNeverGoesBack() =>
        Property.Holds(20, Batches, options =>
        {
            var outcome = ToyPrefill.Watch(options);

            var awaited = outcome.Timeline.Where(span => !span.Step.IsAside);
            Assert.All(outcome.Timeline.GroupBy(span => (span.Die, span.Step.Stream)), AssertInOrder);
            Assert.All(awaited.GroupBy(span => (span.Die, span.Step.Microbatch)), AssertInOrder);
            var last = outcome.Timeline.Max(span => span.End) - VirtualTime.Zero;
            Assert.Equal(last.TotalMilliseconds, outcome.Report.BatchMs);
        });

    [Fact]
    public void Invariant_CollectiveEndsWhenTheLastDieHasBegunAndSent()
    {
        var outcome = ToyPrefill.Watch(ToyPrefill.Options);

        foreach (var collective in outcome.Timeline.Where(span => span.Step.WaitsForAll).GroupBy(span => span.Step))
        {
            var lastStart = collective.Max(span => span.Start);
            Assert.Equal(8, collective.Count());
            Assert.All(collective, span => Assert.True(span.End > lastStart));
        }
    }

    [Fact]
    public void Invariant_SameSeedSameReport()
    {
        var first = JsonSerializer.Serialize(ToyPrefill.Run(ToyPrefill.Options));

        Assert.Equal(first, JsonSerializer.Serialize(ToyPrefill.Run(ToyPrefill.Options)));
        Assert.NotEqual(first, JsonSerializer.Serialize(ToyPrefill.Run(ToyPrefill.Options with { Seed = 2 })));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Draw_AnyNumberOfWorkers_RoutesAlike(int workers)
    {
        using var one = new ParallelPhases(1);
        using var several = new ParallelPhases(workers);

        var alone = PrefillRouting.Build(ToyPrefill.Spec, one).Draw([2002, 2002], seed: 5);
        var together = PrefillRouting.Build(ToyPrefill.Spec, several).Draw([2002, 2002], seed: 5);

        Assert.Equal(alone.SelectMany(layers => Places(layers)), together.SelectMany(layers => Places(layers)));
    }

    [Fact]
    public void Invariant_PlaneDownMakesNothingFaster() =>
        Property.Holds(
            20,
            from options in Batches
            from down in Gen.Elements("plane:3", "link:die-0/plane-1", "link:die-5/plane-0", "chip:l2/plane-2/7")
            select (options, down),
            input =>
            {
                var healthy = ToyPrefill.Run(input.options);

                var hurt = ToyPrefill.Run(input.options with { Down = [input.down] });

                Assert.True(hurt.BatchMs >= healthy.BatchMs);
                Assert.Equal(healthy.TokensDispatched, hurt.TokensDispatched);
            });

    [Fact]
    public void Invariant_LongerPromptsCostMorePerToken()
    {
        var times = new[] { 128, 256, 512, 1024, 2048 }
            .Select(prompt => ToyPrefill.Run(ToyPrefill.Options with { BatchTokens = 1024, Prompt = prompt }).BatchMs);

        Assert.Equal(times.Order(), times);
    }

    [Fact]
    public void Invariant_CachedTokensCostLessThanNewOnesAndMoreThanNone()
    {
        var options = ToyPrefill.Options with { BatchTokens = 512 };

        var alone = ToyPrefill.Run(options with { Prompt = 512 });
        var cached = ToyPrefill.Run(options with { Prompt = 1024, Cached = 512 });
        var computed = ToyPrefill.Run(options with { BatchTokens = 1024, Prompt = 1024 });

        Assert.InRange(cached.BatchMs, alone.BatchMs, computed.BatchMs);
    }

    [Fact]
    public void Invariant_BalancedIsNeverSlowerThanSkewed()
    {
        var balanced = ToyPrefill.Run(ToyPrefill.Options with { Routing = RoutingSpec.Parse("balanced") });
        var uniform = ToyPrefill.Run(ToyPrefill.Options with { Routing = RoutingSpec.Parse("uniform") });
        var skewed = ToyPrefill.Run(ToyPrefill.Options with { Routing = RoutingSpec.Parse("skewed:1") });
        var known = ToyPrefill.Run(ToyPrefill.Options with
        {
            Routing = RoutingSpec.Parse("skewed:1"),
            Balancer = BalancerView.Current,
        });

        Assert.True(balanced.BatchMs <= uniform.BatchMs);
        Assert.True(uniform.BatchMs < skewed.BatchMs);
        Assert.True(known.HottestDieOverMean < skewed.HottestDieOverMean);
    }

    [Fact]
    public void Invariant_TwoMicrobatchesBeatOneAtALargeBatch()
    {
        var options = ToyPrefill.Options with { BatchTokens = 4000 };

        var one = ToyPrefill.Run(options with { Microbatches = 1 });
        var two = ToyPrefill.Run(options with { Microbatches = 2 });

        Assert.True(two.BatchMs < one.BatchMs);
    }

    private static void AssertInOrder(IEnumerable<PrefillSpan> spans) =>
        Assert.All(spans.Zip(spans.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start));

    private static IEnumerable<int> Places(IEnumerable<RoutedRows> layers) => layers.SelectMany(rows =>
        rows.BySlot.Concat(rows.Sent.SelectMany(sent => new[] { sent.Local, sent.IntraNode, sent.InterNode })));
}
