using FsCheck.Fluent;

namespace CloudMatrix.Costs.Tests;

public sealed class PrefillTokensTests
{
    [Fact]
    public void Of_AnyPrompt_CountsWhatEachQuerysTileReads() =>
        Property.Holds(
            from fresh in Gen.Choose(0, 600)
            from cached in Gen.Choose(0, 600)
            from rows in Gen.Choose(1, 200)
            select (fresh, cached, rows),
            input =>
            {
                var (fresh, cached, rows) = input;
                var pairs = 0L;
                for (var query = 0; query < fresh; query++)
                {
                    pairs += cached + Math.Min(((query / rows) + 1) * rows, fresh);
                }

                var tokens = PrefillTokens.Of(new PrefillSequence(fresh, cached), rows);

                Assert.Equal(pairs, tokens.ScorePairs);
                Assert.Equal((fresh, fresh == 0 ? 0 : cached), (tokens.New, tokens.Cached));
            });

    [Fact]
    public void Of_TilesOfOneQuery_IsTheCausalTriangle() =>
        Assert.Equal(4096.0 * 4097 / 2, PrefillTokens.Of(new PrefillSequence(4096, 0), 1).ScorePairs);
}
