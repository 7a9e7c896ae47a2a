using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests;

public sealed class ManyReplicasTests
{
    /// <summary>Two experts on 768 dies have hundreds of replicas each, all of which take their turn.</summary>
    [Fact]
    public void Serve_HundredsOfReplicas_UsesEachOfThem()
    {
        var map = SlotMap.Deal(768, 768, 0);
        var placement = LayerPlacement.Balance([1, 1], map);

        var turns = new ushort[placement.ReplicaCountMax + 1];
        var served = new HashSet<ushort>();
        Span<ushort> slots = stackalloc ushort[2];
        for (var turn = 0; turn < placement.ReplicaCountMax; turn++)
        {
            turns.AsSpan().Fill((ushort)turn);
            placement.Serve([0, 1], turns, slots);
            served.UnionWith(slots.ToArray());
        }

        Assert.Equal(384, placement.ReplicaCountMax);
        Assert.Equal(768, served.Count);
    }

    [Fact]
    public void Dispatch_MoreRowsThanAWindowHolds_IsRefused()
    {
        var options = new ExchangeOptions
        {
            Model = DefaultModel.Read() with { ExpertsPerToken = 20 },
            Tokens = 4096,
        };

        var fault = Assert.Throws<ConfigurationException>(() => ExchangeTrial.Dispatch(options));

        Assert.StartsWith("tokens: 4096 makes 81920 rows", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_WatchedDieOutsideTheInstance_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DecodeSession.Start(Toy.Spec, new RankId(Toy.Spec.Dies)));
}
