using System.Collections.Immutable;
using CloudMatrix.Costs;
using CloudMatrix.Model;
using FsCheck;
using FsCheck.Fluent;

namespace CloudMatrix.Simulation.Tests;

public sealed class PrefillMemoTests
{
    // Cores and layers enough that few steps of a price are steps of the batch.
    private static readonly PrefillSpec Instance = PrefillSpecReader.Read(ToyPrefill.Options with
    {
        Machine = Toy.Machine with { Die = Toy.Machine.Die with { MatrixCores = 24, VectorCores = 48 } },
        Model = Toy.Model with { Layers = 13 },
    });

    private static readonly Gen<PrefillSequence> Prompts =
        from octave in Gen.Choose(0, 11)
        from fresh in Gen.Choose(0, 1 << octave)
        from cached in Gen.Elements(0, 0, 77, 3000)
        select new PrefillSequence(fresh, cached);

    private static readonly Gen<ImmutableArray<PrefillSequence>> Batches =
        from count in Gen.Choose(1, 6)
        from prompts in Prompts.ArrayOf(count)
        select prompts.ToImmutableArray();

    /// <summary>
    /// The slow reference runs every die; the batches reach from one token to thousands. With so few tokens and layers
    /// a single step of a price is seen in the batch.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void TimeOf_AnyBatch_IsCloseToTheEstimator(int microbatches)
    {
        var spec = Instance with { Microbatches = microbatches };
        using var memo = new PrefillMemo(spec);
        var estimator = new PrefillEstimator(spec);
        var batches = Property.Sample(100, Batches).Where(batch => batch.Any(prompt => prompt.NewTokens > 0));

        AssertClose([.. batches], memo.TimeOf, estimator.TimeOf, (Mean: 0.015, Worst: 0.1));
    }

    /// <summary>As a conversation's trace sends them: few prompts, most of some cached.</summary>
    [Fact]
    public void TimeOf_DeepSeekR1_IsCloseToTheEstimator()
    {
        var spec = PrefillSpecReader.Read(new PrefillOptions());
        using var memo = new PrefillMemo(spec);
        var estimator = new PrefillEstimator(spec);
        var prompts =
            from octave in Gen.Choose(8, 16)
            from fresh in Gen.Choose(1, 1 << octave)
            from cached in Gen.Elements(0, 0, 512, 9216, 119_000)
            select new PrefillSequence(fresh, cached);
        var batches =
            from count in Gen.Choose(1, 4)
            from batch in prompts.ArrayOf(count)
            select batch.ToImmutableArray();

        AssertClose(
            [.. Property.Sample(40, batches)], memo.TimeOf, estimator.TimeOf, (Mean: 0.001, Worst: 0.005));
    }

    [Fact]
    public void TimeOf_NothingNew_IsZero()
    {
        using var memo = new PrefillMemo(ToyPrefill.Spec);

        Assert.Equal(VirtualDuration.Zero, memo.TimeOf([]));
        Assert.Equal(VirtualDuration.Zero, memo.TimeOf([new PrefillSequence(0, 500)]));
    }

    [Fact]
    public void TimeOf_OtherOrderOfAsking_IsTheSame()
    {
        using var memo = new PrefillMemo(ToyPrefill.Spec);
        using var other = new PrefillMemo(ToyPrefill.Spec);

        // With a token less than two for each die one microbatch leaves a die without any, and the other does not.
        var between = ImmutableArray.Create(new PrefillSequence((2 * ToyPrefill.Spec.Dies) - 1, 0));
        var batches = Property.Sample(50, Batches).Append([new(5, 100_000)]).Append(between).ToList();

        var times = batches.Select(memo.TimeOf).ToList();

        Assert.Equal(times, Enumerable.Reverse(batches).Select(other.TimeOf).Reverse());
        Assert.True(memo.Filled > 20);
    }

    [Fact]
    public void Invariant_MoreCachedTokensMakeNothingFaster()
    {
        using var memo = new PrefillMemo(ToyPrefill.Spec);
        Property.Holds(
            from batch in Batches
            from prompt in Gen.Choose(0, 5)
            from more in Gen.Choose(1, 500)
            select (batch, prompt: prompt % batch.Length, more),
            input =>
            {
                var old = input.batch[input.prompt];
                var longer = input.batch.SetItem(
                    input.prompt, old with { CachedTokens = old.CachedTokens + input.more });

                Assert.True(memo.TimeOf(input.batch) <= memo.TimeOf(longer));
            });
    }

    /// <summary>Of one prompt: where there are several, a token more moves the cut between microbatches.</summary>
    [Fact]
    public void Invariant_MoreNewTokensMakeNothingFaster()
    {
        using var memo = new PrefillMemo(ToyPrefill.Spec);
        Property.Holds(
            from prompt in Prompts
            from more in Gen.Choose(1, 50)
            select (prompt, more),
            input =>
            {
                var longer = input.prompt with { NewTokens = input.prompt.NewTokens + input.more };

                Assert.True(memo.TimeOf([input.prompt]) <= memo.TimeOf([longer]));
            });
    }

    [Fact]
    public void Invariant_PlaneDownMakesNothingFaster()
    {
        using var healthy = new PrefillMemo(ToyPrefill.Spec);
        using var ailing = new PrefillMemo(PrefillSpecReader.Read(ToyPrefill.Options with { Down = ["plane:3"] }));

        Property.Holds(Batches, batch => Assert.True(healthy.TimeOf(batch) <= ailing.TimeOf(batch)));
        Assert.True(healthy.TimeOf([new(2000, 0)]) < ailing.TimeOf([new(2000, 0)]));
    }

    private static void AssertClose(
        ImmutableArray<ImmutableArray<PrefillSequence>> batches,
        Func<ImmutableArray<PrefillSequence>, VirtualDuration> fast,
        Func<ImmutableArray<PrefillSequence>, VirtualDuration> slow,
        (double Mean, double Worst) bounds)
    {
        var full = batches.Select(batch => slow(batch).TotalMilliseconds).ToList();
        var errors = batches.Zip(full, (batch, ms) => Math.Abs((fast(batch).TotalMilliseconds / ms) - 1)).ToList();

        Assert.True(full.Max() > 20 * full.Min());
        Assert.InRange(errors.Average(), 0, bounds.Mean);
        Assert.InRange(errors.Max(), 0, bounds.Worst);
    }
}
