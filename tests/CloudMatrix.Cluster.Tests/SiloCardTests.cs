using CloudMatrix.Grains;
using CloudMatrix.Model;

namespace CloudMatrix.Cluster.Tests;

public sealed class SiloCardTests
{
    private static readonly SupernodeSpec Supernode = new(DefaultMachine.Read(), NodeRanges.Parse("0-23", 48));

    [Fact]
    public void Read_Metadata_IsTheSameCard()
    {
        var card = SiloCard.Of(Supernode);

        Assert.Equal(card, SiloCard.Read(card.ToMetadata()));
        Assert.Equal("0-23", card.Nodes);
        Assert.Null(card.FindFault(Supernode));
        Assert.Null(SiloCard.Read(new Dictionary<string, string>()));
    }

    [Fact]
    public void FindFault_AnotherVersion_NamesBoth()
    {
        var fault = (SiloCard.Of(Supernode) with { Version = "0.0.9" }).FindFault(Supernode);

        Assert.Equal($"it runs version 0.0.9, this silo runs {SupernodeSpec.Version}", fault);
    }

    [Fact]
    public void FindFault_AnotherMachine_NamesBoth()
    {
        var other = new SupernodeSpec(Supernode.Machine with { Name = "half", Nodes = 24 }, wanted: null);

        var fault = SiloCard.Of(other).FindFault(Supernode);

        Assert.Equal($"it hosts half (specification {other.Hash}), this silo CloudMatrix384 ({Supernode.Hash})", fault);
    }
}
