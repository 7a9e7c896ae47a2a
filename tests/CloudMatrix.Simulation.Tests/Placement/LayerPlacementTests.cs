namespace CloudMatrix.Simulation.Tests;

public sealed class LayerPlacementTests
{
    private static readonly SlotMap Map = SlotMap.Deal(dies: 16, routedSlots: 45, sharedCopies: 3);

    private static readonly long[] Load = [.. Enumerable.Range(0, 32).Select(expert => expert == 5 ? 400L : 10 + expert)];

    [Fact]
    public void SlotFor_AllTurns_UsesEachReplicaOnce()
    {
        var placement = LayerPlacement.Balance(Load, Map);

        var slots = Enumerable.Range(0, Load.Length).SelectMany(expert => ReplicasOf(placement, expert)).ToList();

        Assert.Equal(Map.RoutedSlots, slots.Order());
    }

    [Fact]
    public void SlotFor_TurnsThatGoOn_ReturnToTheFirstReplica()
    {
        var placement = LayerPlacement.Balance(Load, Map);
        var replicas = ReplicasOf(placement, expert: 5);

        Assert.InRange(replicas.Count, 3, 13);
        Assert.Equal(replicas.Count, placement.ReplicaCountMax);
        Assert.Equal(replicas, Enumerable.Range(replicas.Count, replicas.Count).Select(turn => SlotAt(placement, 5, turn)));
    }

    private static List<int> ReplicasOf(LayerPlacement placement, int expert) =>
        [.. Enumerable.Range(0, placement.ReplicaCountMax).Select(turn => SlotAt(placement, expert, turn)).Distinct()];

    private static int SlotAt(LayerPlacement placement, int expert, int turn)
    {
        byte[] turns = [0, .. Enumerable.Range(1, placement.ReplicaCountMax).Select(replicas => (byte)(turn % replicas))];
        return placement.SlotFor(expert, turns);
    }
}
