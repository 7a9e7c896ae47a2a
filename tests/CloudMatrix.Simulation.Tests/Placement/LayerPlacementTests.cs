namespace CloudMatrix.Simulation.Tests;

public sealed class LayerPlacementTests
{
    private static readonly SlotMap Map = SlotMap.Deal(dies: 16, routedSlots: 45, sharedCopies: 3);

    // One hot expert among others that differ a little.
    private static readonly long[] Load =
        [.. Enumerable.Range(0, 32).Select(expert => expert == 5 ? 400L : 10 + expert)];

    [Fact]
    public void Serve_AllTurns_UsesEachReplicaOnce()
    {
        var placement = LayerPlacement.Balance(Load, Map);

        var slots = Enumerable.Range(0, Load.Length).SelectMany(expert => ReplicasOf(placement, expert)).ToList();

        Assert.Equal(Map.RoutedSlots, slots.Order());
    }

    [Fact]
    public void Serve_TurnsThatGoOn_ReturnToTheFirstReplica()
    {
        var placement = LayerPlacement.Balance(Load, Map);
        var replicas = ReplicasOf(placement, expert: 5);

        Assert.InRange(replicas.Count, 3, 13);
        Assert.Equal(replicas.Count, placement.ReplicaCountMax);
        Assert.Equal(
            replicas,
            Enumerable.Range(replicas.Count, replicas.Count).Select(turn => SlotAt(placement, 5, turn)));
    }

    private static List<int> ReplicasOf(LayerPlacement placement, int expert) =>
        [.. Enumerable.Range(0, placement.ReplicaCountMax).Select(turn => SlotAt(placement, expert, turn)).Distinct()];

    private static int SlotAt(LayerPlacement placement, int expert, int turn)
    {
        var replicaCounts = Enumerable.Range(1, placement.ReplicaCountMax);
        ushort[] turns = [0, .. replicaCounts.Select(replicas => (ushort)(turn % replicas))];
        var served = new ushort[1];
        placement.Serve([(ushort)expert], turns, served);
        return served[0];
    }
}
