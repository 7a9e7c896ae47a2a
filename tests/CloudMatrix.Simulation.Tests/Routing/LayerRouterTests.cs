using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests;

public sealed class LayerRouterTests
{
    private const ulong Seed = 17;

    private static readonly GateShape Gate = new(32, 4, 4, 2);

    [Theory]
    [InlineData(16, 37, 3, 3)]
    [InlineData(5, 32, 1, 7)]
    [InlineData(40, 40, 0, 1)]
    public void Route_Balanced_GivesEachRoutedSlotEqualRows(int dies, int routedSlots, int sharedCopies, int tokens)
    {
        var map = SlotMap.Deal(dies, routedSlots, sharedCopies);

        var rows = Route(map, new RoutingSpec(RoutingKind.Balanced, 0), tokens).SelectMany(slots => slots)
            .CountBy(slot => (int)slot).ToDictionary();

        var byRouted = map.RoutedSlots.Select(slot => rows.GetValueOrDefault(slot)).ToList();
        Assert.InRange(byRouted.Max() - byRouted.Min(), 0, 1);
        Assert.Equal(dies * tokens * Gate.TopK, byRouted.Sum());
    }

    [Theory]
    [InlineData("balanced")]
    [InlineData("uniform")]
    [InlineData("skewed:1")]
    public void Route_SharedExpert_IsServedByTheRanksOwnCopy(string routing)
    {
        var map = SlotMap.Deal(16, 37, 3);

        var ranks = Route(map, RoutingSpec.Parse(routing), tokens: 5);

        for (var rank = 0; rank < ranks.Count; rank++)
        {
            foreach (var token in ranks[rank].Chunk(Gate.TopK + 1))
            {
                Assert.Equal(map.SharedSlotFor(rank), token[^1]);
                Assert.DoesNotContain(token[..^1], slot => map.IsShared(slot));
            }
        }
    }

    [Fact]
    public void Route_NoSharedCopies_SendsRoutedRowsOnly()
    {
        var ranks = Route(SlotMap.Deal(8, 32, 0), RoutingSpec.Default, tokens: 5);

        Assert.All(ranks, slots => Assert.Equal(5 * Gate.TopK, slots.Length));
    }

    [Fact]
    public void Build_OtherLayer_DrawsOtherPopularity()
    {
        var map = SlotMap.Deal(16, 32, 0);
        var routing = new RoutingSpec(RoutingKind.Skewed, 2);

        Assert.NotEqual(Route(map, routing, tokens: 5, layer: 3), Route(map, routing, tokens: 5, layer: 4));
    }

    [Fact]
    public void Build_Skewed_GivesHotExpertsMoreReplicas()
    {
        var map = SlotMap.Deal(16, 64, 0);

        var skewed = HottestShare(map, new RoutingSpec(RoutingKind.Skewed, 1));
        var withoutReplicas = HottestShare(SlotMap.Deal(16, 32, 0), new RoutingSpec(RoutingKind.Skewed, 1));

        Assert.InRange(skewed, 1.0 / 64, withoutReplicas / 2);
    }

    [Fact]
    public void Build_OutdatedBalancer_PlacesExpertsAlikeWhateverIsPopular()
    {
        var map = SlotMap.Deal(8, 40, 0);
        var terms = new RoutingTerms(new RoutingSpec(RoutingKind.Skewed, 2), Gate, map, Seed);

        Assert.Equal(
            Placed(terms with { Balancer = BalancerView.Outdated }, layer: 1),
            Placed(terms with { Balancer = BalancerView.Outdated }, layer: 2));
        Assert.NotEqual(Placed(terms, layer: 1), Placed(terms, layer: 2));

        IEnumerable<ExpertId?> Placed(RoutingTerms terms, int layer)
        {
            var router = LayerRouter.Build(terms, layer);
            return [.. Enumerable.Range(0, map.Slots).Select(slot => router.ExpertIn(new SlotId(slot)))];
        }
    }

    private static double HottestShare(SlotMap map, RoutingSpec routing)
    {
        var rows = Route(map, routing, tokens: 1_000).SelectMany(slots => slots).ToList();
        return rows.CountBy(slot => slot).Max(entry => entry.Value) / (double)rows.Count;
    }

    private static List<ushort[]> Route(SlotMap map, RoutingSpec routing, int tokens, int layer = 3)
    {
        var router = LayerRouter.Build(new RoutingTerms(routing, Gate, map, Seed), layer);
        var ranks = new List<ushort[]>();
        for (var rank = 0; rank < map.Dies; rank++)
        {
            var stream = SeededStream.Derive(Seed, "tokens", rank);
            var slotOfRow = new ushort[router.RowsPerToken * tokens];
            router.Route(rank, ref stream, slotOfRow);
            ranks.Add(slotOfRow);
        }

        return ranks;
    }
}
