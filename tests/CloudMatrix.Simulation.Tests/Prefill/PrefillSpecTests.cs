using CloudMatrix.Costs;
using FsCheck.Fluent;

namespace CloudMatrix.Simulation.Tests;

public sealed class PrefillSpecTests
{
    [Fact]
    public void Pack_AnyPrompts_HalvesTokensAndLosesNone() =>
        Property.Holds(
            from lengths in Gen.Choose(1, 500).NonEmptyListOf()
            from cached in Gen.Choose(0, 100)
            select ToyPrefill.With(lengths.Select(length => new PrefillSequence(length, cached))),
            spec =>
            {
                var packed = spec.Pack();

                var tokens = packed.Select(sequences => sequences.Sum(sequence => sequence.NewTokens)).ToList();
                Assert.Equal(2, packed.Length);
                Assert.Equal(spec.NewTokens, tokens.Sum());
                Assert.InRange(tokens[0] - tokens[1], 0, 1);
                Assert.Equal(
                    Pairs(spec.Sequences), packed.Sum(sequences => Pairs(sequences)));
            });

    [Fact]
    public void Pack_PromptOverTheMiddle_AttendsToItsFirstPart()
    {
        var packed = ToyPrefill.With(new PrefillSequence(10, 3), new PrefillSequence(30, 5)).Pack();

        Assert.Equal([new PrefillSequence(10, 3), new PrefillSequence(10, 5)], packed[0].AsEnumerable());
        Assert.Equal(new PrefillSequence(20, 15), Assert.Single(packed[1]));
    }

    [Fact]
    public void Pack_OneToken_LeavesTheSecondMicrobatchEmpty()
    {
        var packed = ToyPrefill.With(new PrefillSequence(1, 0)).Pack();

        Assert.Equal([1, 0], packed.Select(sequences => sequences.Sum(sequence => sequence.NewTokens)));
    }

    [Fact]
    public void Pack_MoreTokensThanADieCounts_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(
        () => ToyPrefill.With(new PrefillSequence((8 * 65_535) + 1, 0)).Pack());

    private static double Pairs(IEnumerable<PrefillSequence> sequences) =>
        sequences.Sum(sequence => PrefillTokens.Of(sequence, 1).ScorePairs);
}
