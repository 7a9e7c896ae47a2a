using System.Collections.Immutable;
using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests;

public sealed class PrefillEstimatorTests
{
    /// <summary>The slow reference draws every token.</summary>
    [Theory]
    [InlineData("balanced", 0.001)]
    [InlineData("uniform", 0.02)]
    [InlineData("skewed:1", 0.02)]
    public void TimeOf_PromptsOfMixedLengths_IsCloseToTheDrawnBatch(string routing, double tolerance)
    {
        var spec = ToyPrefill.With(
            Enumerable.Range(1, 40).Select(i => new PrefillSequence(i * 37 % 500, i * 91 % 300))) with
        {
            Routing = RoutingSpec.Parse(routing),
        };

        var estimate = new PrefillEstimator(spec).TimeOf(spec.Sequences).TotalMilliseconds;

        var drawn = EmbeddedPrefill.Run(spec).Report.BatchMs;
        Assert.InRange(estimate / drawn, 1 - tolerance, 1 + tolerance);
    }

    [Fact]
    public void TimeOf_NothingNew_IsZero()
    {
        var estimator = new PrefillEstimator(ToyPrefill.Spec);

        Assert.Equal(VirtualDuration.Zero, estimator.TimeOf([]));
        Assert.Equal(VirtualDuration.Zero, estimator.TimeOf([new PrefillSequence(0, 500)]));
    }

    [Fact]
    public void TimeOf_MoreTokens_TakeLonger()
    {
        var estimator = new PrefillEstimator(ToyPrefill.Spec);

        var times = new[] { 1, 50, 400, 3000 }
            .Select(tokens => estimator.TimeOf([new PrefillSequence(tokens, 100)]));

        Assert.Equal(times.Order(), times);
    }

    [Fact]
    public void TimeOf_SamePrompts_IsTheSameFunction()
    {
        ImmutableArray<PrefillSequence> prompts = [new(700, 20), new(1, 0)];

        Assert.Equal(
            new PrefillEstimator(ToyPrefill.Spec).TimeOf(prompts),
            new PrefillEstimator(ToyPrefill.Spec).TimeOf(prompts));
    }

    [Fact]
    public void MemoryOf_Cached_CountsOnEveryDie()
    {
        var estimator = new PrefillEstimator(ToyPrefill.Spec);

        var more = estimator.MemoryOf([new PrefillSequence(10, 100)]).Kv - estimator.MemoryOf([new(10, 0)]).Kv;

        Assert.Equal(100L * 160 * 2 * 4, more);
    }
}
