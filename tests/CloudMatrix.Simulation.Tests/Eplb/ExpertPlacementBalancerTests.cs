using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests.Eplb;

public sealed class ExpertPlacementBalancerTests
{
    private static readonly long[] FirstLayer = [90, 132, 40, 61, 104, 165, 39, 4, 73, 56, 183, 86];

    private static readonly long[] SecondLayer = [20, 107, 104, 64, 19, 197, 187, 157, 172, 86, 16, 27];

    /// <summary>The example in the README of github.com/deepseek-ai/EPLB.</summary>
    public static TheoryData<long[], int[]> PublishedExample => new()
    {
        { FirstLayer, [5, 6, 5, 7, 8, 4, 3, 4, 10, 9, 10, 2, 0, 1, 11, 1] },
        { SecondLayer, [7, 10, 6, 8, 6, 11, 8, 9, 2, 4, 5, 1, 5, 0, 3, 1] },
    };

    [Theory]
    [MemberData(nameof(PublishedExample))]
    public void Balance_PublishedExample_AgreesSlotForSlot(long[] loads, int[] expected)
    {
        var request = ExpertPlacementRequest.Even(slots: 16, dies: 8) with { Groups = 4, Nodes = 2 };

        var placement = ExpertPlacementBalancer.Balance(loads, request);

        Assert.Equal(expected, Experts(placement));
    }

    [Fact]
    public void Balance_PublishedExample_ListsTheSlotsOfEachExpert()
    {
        var request = ExpertPlacementRequest.Even(slots: 16, dies: 8) with { Groups = 4, Nodes = 2 };

        var placement = ExpertPlacementBalancer.Balance(FirstLayer, request);

        Assert.Equal<int>([0, 2], placement.LogicalToPhysical[5]);
        Assert.Equal(2, placement.ReplicaCount(new ExpertId(5)));
        Assert.Equal<int>([12], placement.LogicalToPhysical[0]);
    }

    [Theory]
    [InlineData(4, 3)]
    [InlineData(1, 1)]
    public void Balance_GroupsThatDoNotDivideByNodes_UsesGlobalPolicy(int groups, int nodes)
    {
        var request = ExpertPlacementRequest.Even(slots: 16, dies: 8) with { Groups = groups, Nodes = nodes };

        var placement = ExpertPlacementBalancer.Balance(FirstLayer, request);

        Assert.Equal([10, 6, 10, 7, 0, 2, 11, 4, 5, 9, 5, 4, 8, 3, 1, 1], Experts(placement));
    }

    [Fact]
    public void Balance_NodeWithTooFewSlotsForItsGroups_UsesGlobalPolicy()
    {
        var oneNode = new ExpertPlacementRequest([2, 3, 4, 4], Groups: 1, Nodes: 1);

        var placement = ExpertPlacementBalancer.Balance(FirstLayer, oneNode with { Groups = 4, Nodes = 2 });

        Assert.Equal(Experts(ExpertPlacementBalancer.Balance(FirstLayer, oneNode)), Experts(placement));
    }

    [Fact]
    public void Balance_NoRedundantSlots_PlacesEachExpertOnce()
    {
        var request = ExpertPlacementRequest.Even(slots: 12, dies: 4) with { Groups = 4, Nodes = 2 };

        var placement = ExpertPlacementBalancer.Balance(SecondLayer, request);

        Assert.Equal([6, 9, 11, 8, 7, 10, 5, 3, 4, 1, 2, 0], Experts(placement));
    }

    [Fact]
    public void Balance_OneSlotADie_KeepsExpertsInOrder()
    {
        var placement = ExpertPlacementBalancer.Balance(SecondLayer, ExpertPlacementRequest.Even(slots: 16, dies: 16));

        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 5, 6, 8, 7], Experts(placement));
    }

    [Fact]
    public void Balance_EqualLoads_FirstGoesFirst()
    {
        var request = ExpertPlacementRequest.Even(slots: 12, dies: 4) with { Groups = 4, Nodes = 2 };

        var placement = ExpertPlacementBalancer.Balance([5, 5, 5, 5, 5, 5, 5, 5], request);

        Assert.Equal([4, 0, 0, 5, 1, 1, 6, 2, 2, 7, 3, 3], Experts(placement));
    }

    [Fact]
    public void Balance_SkewedLoads_RedundancyCoolsTheHottestDie()
    {
        const int seed = 20250615;
        const int dies = 32;
        var random = new Random(seed);
        long[] loads = [.. Enumerable.Range(0, 256).Select(_ => random.NextInt64(10, 100) * random.NextInt64(10, 100))];

        var before = HottestDie(loads, slotsPerDie: 8, dies);
        var after = HottestDie(loads, slotsPerDie: 9, dies);

        var mean = loads.Sum() / (double)dies;
        Assert.True(after < before && after < 1.01 * mean, $"seed {seed}: before {before}, after {after}, mean {mean}");
    }

    [Fact]
    public void Balance_ImpossibleRequest_NamesEveryFault()
    {
        var request = new ExpertPlacementRequest([2, -1], Groups: 0, Nodes: -2);

        var exception = Assert.Throws<ArgumentException>(() => ExpertPlacementBalancer.Balance([7, 8, -9], request));

        Assert.Equal(
            "The experts cannot be placed. Groups is 0; it must be 1 or more, e.g. 8. "
            + "Nodes is -2; it must be 1 or more, e.g. 2. SlotsByDie[1] is -1; it must be 0 or more, e.g. 1. "
            + "SlotsByDie sums to 1 slots over 2 dies; it must be 3 or more, a slot for each expert, e.g. 3. "
            + "loadByExpert[2] is -9; it must be 0 or more, e.g. 96.",
            exception.Message);
    }

    [Fact]
    public void Balance_FewerSlotsThanExperts_NamesBoth()
    {
        var request = ExpertPlacementRequest.Even(slots: 10, dies: 4);

        var exception = Assert.Throws<ArgumentException>(() => ExpertPlacementBalancer.Balance(FirstLayer, request));

        Assert.Contains("10 slots over 4 dies; it must be 12 or more", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Balance_NoExpertsAndNoDies_NamesBoth()
    {
        var request = new ExpertPlacementRequest(default, Groups: 1, Nodes: 1);

        var exception = Assert.Throws<ArgumentException>(() => ExpertPlacementBalancer.Balance([], request));

        Assert.Contains("SlotsByDie names no die", exception.Message, StringComparison.Ordinal);
        Assert.Contains("loadByExpert names no expert", exception.Message, StringComparison.Ordinal);
    }

    private static double HottestDie(long[] loads, int slotsPerDie, int dies)
    {
        var placement = ExpertPlacementBalancer.Balance(loads, ExpertPlacementRequest.Even(slotsPerDie * dies, dies));
        var slotLoads = placement.PhysicalToLogical.Select(e => loads[e.Index] / (double)placement.ReplicaCount(e));
        return slotLoads.Chunk(slotsPerDie).Max(die => die.Sum());
    }

    private static IEnumerable<int> Experts(ExpertPlacement placement) =>
        placement.PhysicalToLogical.Select(expert => expert.Index);
}
