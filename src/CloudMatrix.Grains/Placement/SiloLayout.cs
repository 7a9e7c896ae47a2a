using System.Collections.Immutable;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using Orleans.Runtime.MembershipService.SiloMetadata;

namespace CloudMatrix.Grains;

/// <summary>
/// Where the supernode's nodes live now: every silo finds the same answer from the same members of the cluster.
/// </summary>
/// <remarks>
/// A silo that runs another version or hosts another machine is not counted: nothing is placed on it.
/// </remarks>
internal sealed class SiloLayout(
    ISiloStatusOracle members, ISiloMetadataCache cards, ILocalSiloDetails local, SupernodeSpec supernode)
{
    private ImmutableHashSet<SiloAddress> _leaving = [];

    /// <summary>This silo.</summary>
    public SiloAddress Local => local.SiloAddress;

    /// <summary>Silos that host the supernode and stay, in order.</summary>
    public ImmutableArray<SiloAddress> Silos =>
        Fitting(members.GetApproximateSiloStatuses(onlyActive: true).Keys);

    /// <summary>A silo is about to leave: from now on nothing is placed there, while it still answers.</summary>
    public void NoteLeaving(SiloAddress silo) => ImmutableInterlocked.Update(ref _leaving, set => set.Add(silo));

    /// <summary>Silos of the cluster that have not shown yet what they host, in order.</summary>
    public ImmutableArray<SiloAddress> Strangers =>
        [.. members.GetApproximateSiloStatuses(onlyActive: true).Keys.Where(silo => CardOf(silo) is null).Order()];

    /// <summary>The silo, of some, that should host a node.</summary>
    public SiloAddress SiloOf(NodeId node, IReadOnlyList<SiloAddress> candidates)
    {
        var fitting = Fitting(candidates);
        var silos = fitting.IsEmpty ? [Local] : fitting;
        return silos[NodeDeal.SiloOf(node, [.. silos.Select(silo => CardOf(silo)?.NodesIn(supernode.Machine))])];
    }

    /// <summary>Who hosts what.</summary>
    public ImmutableArray<SiloShare> Shares()
    {
        var silos = Silos;
        var nodes = supernode.Topology.Nodes.ToLookup(node => SiloOf(node, silos));
        return [.. silos.Select(silo => new SiloShare(silo.ToString(), [.. nodes[silo]]))];
    }

    private ImmutableArray<SiloAddress> Fitting(IEnumerable<SiloAddress> silos) =>
    [
        .. silos.Where(silo => !_leaving.Contains(silo) && CardOf(silo) is { } card && card.Fits(supernode)).Order(),
    ];

    private SiloCard? CardOf(SiloAddress silo) =>
        silo.Equals(Local) ? SiloCard.Of(supernode) : SiloCard.Read(cards.GetSiloMetadata(silo).Metadata);
}
