using CloudMatrix.Simulation.Tests.Reference;
using FsCheck.Fluent;

namespace CloudMatrix.Simulation.Tests;

public sealed class GroupSubsetsTests
{
    [Fact]
    public void Of_FourOfEight_AreSeventy()
    {
        var subsets = GroupSubsets.Of(8, 4);

        Assert.Equal(70, subsets.Length);
        Assert.Equal(70, subsets.Select(subset => string.Join(',', subset)).Distinct().Count());
        Assert.All(subsets, subset => Assert.Equal(subset.Order().Distinct(), subset));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 5)]
    public void Of_AllGroups_IsOneSubset(int groups, int chosen) =>
        Assert.Equal(Enumerable.Range(0, groups), Assert.Single(GroupSubsets.Of(groups, chosen)));

    [Fact]
    public void Probability_AnyWeights_IsThatOfAllOrdersTogether() =>
        Property.Holds(
            from groups in Gen.Choose(1, 6)
            from chosen in Gen.Choose(1, groups)
            from weights in Gen.Choose(1, 100).ArrayOf(groups)
            select (chosen, weights: Array.ConvertAll(weights, weight => (double)weight)),
            input =>
            {
                var subsets = GroupSubsets.Of(input.weights.Length, input.chosen);

                foreach (var subset in subsets)
                {
                    var expected = ReferenceGate.Orders(subset, subset.Length)
                        .Sum(order => ReferenceGate.OrderProbability(order, input.weights));
                    Assert.Equal(expected, GroupSubsets.Probability(subset, input.weights), 12);
                }

                Assert.Equal(1, subsets.Sum(subset => GroupSubsets.Probability(subset, input.weights)), 12);
            });
}
