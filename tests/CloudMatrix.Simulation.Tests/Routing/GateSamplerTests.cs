using CloudMatrix.Model;
using CloudMatrix.Simulation.Tests.Reference;

namespace CloudMatrix.Simulation.Tests;

public sealed class GateSamplerTests
{
    private const int Seed = 17;

    /// <summary>
    /// Chi-square over all ordered choices. Its mean is the number of degrees of freedom, its variance twice that; by
    /// chance it is six standard deviations above for about one seed in 10⁵, and this seed is always the same.
    /// </summary>
    [Theory]
    [InlineData(6, 2, 3, 2)]
    [InlineData(6, 3, 1, 1)]
    [InlineData(8, 2, 4, 1)]
    [InlineData(4, 4, 2, 2)]
    public void Sample_SmallGate_FollowsTheExactProbabilities(int experts, int topK, int groups, int groupsPerToken)
    {
        const int draws = 200_000;
        var gate = new GateShape(experts, topK, groups, groupsPerToken);
        double[] popularity = [.. Enumerable.Range(0, experts).Select(expert => 1 + (expert * 3 % 7))];

        var expected = ReferenceGate.Picks(gate, popularity);
        var drawn = Sample(gate, popularity, draws).CountBy(picks => string.Join(',', picks)).ToDictionary();

        Assert.Equal(1, expected.Values.Sum(), 12);
        Assert.Empty(drawn.Keys.Except(expected.Keys));
        var chiSquare = expected.Sum(entry => Square(drawn.GetValueOrDefault(entry.Key) - (entry.Value * draws))
            / (entry.Value * draws));
        var freedom = expected.Count - 1;
        Assert.InRange(chiSquare, 0, freedom + (6 * Math.Sqrt(2.0 * freedom)));
    }

    [Fact]
    public void Sample_RealGate_PicksDifferentExpertsOfAllowedGroups()
    {
        var gate = GateShape.Of(DefaultModel.Read());
        var stream = SeededStream.Derive(Seed, "popularity");
        var popularity = new RoutingSpec(RoutingKind.Skewed, 1).Popularity(gate.Experts, ref stream);

        var tokens = Sample(gate, popularity, 2_000).ToList();

        Assert.All(tokens, picks => Assert.Equal(gate.TopK, picks.Distinct().Count()));
        Assert.All(tokens, picks => Assert.InRange(GroupsOf(gate, picks), 1, gate.GroupsPerToken));
        Assert.Contains(tokens, picks => GroupsOf(gate, picks) == gate.GroupsPerToken);
        Assert.Equal(gate.Experts, tokens.SelectMany(picks => picks).Distinct().Count());
    }

    [Fact]
    public void Sample_OneExpertNearlyAlwaysDrawn_StillFindsTheOthers()
    {
        var gate = new GateShape(4, 3, 1, 1);

        var tokens = Sample(gate, [1e6, 1, 1, 1], 50).ToList();

        Assert.All(tokens, picks => Assert.Equal(3, picks.Distinct().Count()));
        Assert.All(tokens, picks => Assert.Equal(0, picks[0]));
    }

    private static double Square(double x) => x * x;

    private static int GroupsOf(GateShape gate, ushort[] picks) =>
        picks.Select(expert => expert / gate.ExpertsPerGroup).Distinct().Count();

    private static IEnumerable<ushort[]> Sample(GateShape gate, double[] popularity, int tokens)
    {
        var sampler = new GateSampler(gate, popularity);
        var stream = SeededStream.Derive(Seed, "tokens");
        var picks = new ushort[gate.TopK];
        var taken = new ulong[sampler.TakenWords];
        for (var token = 0; token < tokens; token++)
        {
            sampler.Sample(ref stream, picks, taken);
            yield return [.. picks];
        }
    }
}
