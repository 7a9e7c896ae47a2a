using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests;

public sealed class RankMappingTests
{
    /// <summary>arXiv:2506.12708 §4.3.3 with prefill TP 32, decode TP 1 and DP 320: groups of 10.</summary>
    [Fact]
    public void Paper_RankMapping_GroupsOfTen()
    {
        var mapping = new RankMapping(prefillDies: 32, decodeDies: 320);

        Assert.All(
            Enumerable.Range(0, 320),
            decode => Assert.Equal(new RankId(decode / 10), mapping.SourceOf(new RankId(decode))));
    }

    [Theory]
    [InlineData(32, 320)]
    [InlineData(32, 40)]
    [InlineData(32, 33)]
    [InlineData(12, 31)]
    [InlineData(64, 40)]
    [InlineData(7, 3)]
    public void SourceOf_AnySizes_PrefillDiesServeEquallyManyWithinOne(int prefillDies, int decodeDies)
    {
        var mapping = new RankMapping(prefillDies, decodeDies);
        var served = new int[prefillDies];
        foreach (var decode in Enumerable.Range(0, decodeDies))
        {
            served[mapping.SourceOf(new RankId(decode)).Index]++;
        }

        Assert.Equal(decodeDies, served.Sum());
        Assert.InRange(served.Max() - served.Min(), 0, 1);
    }
}
