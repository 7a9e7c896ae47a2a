using CloudMatrix.Model;
using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace CloudMatrix.Grains;

/// <summary>Where device grains are placed: with the other devices of their node.</summary>
[GenerateSerializer, Alias("device-placement")]
internal sealed class DevicePlacement : PlacementStrategy;

/// <summary>Places an NPU or a CPU with the other devices of its node.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class DevicePlacementAttribute() : PlacementAttribute(new DevicePlacement());

/// <summary>
/// Places devices by node. An expert shard goes where whoever wakes it says: its die's silo; if nobody does, anywhere.
/// </summary>
internal sealed class DevicePlacementDirector(SiloLayout layout, SupernodeSpec supernode) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(
        PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        var hint = IPlacementDirector.GetPlacementHint(target.RequestContextData, silos);
        return Task.FromResult(hint ?? layout.SiloOf(NodeOf(target.GrainIdentity), silos));
    }

    private NodeId NodeOf(GrainId grain)
    {
        var number = (int)grain.GetIntegerKey(out _);
        var type = grain.Type.ToString();
        return type == NpuGrain.TypeName ? supernode.Topology.NodeOf(new NpuId(number))
            : type == CpuGrain.TypeName ? supernode.Topology.NodeOf(new CpuId(number))
            : new NodeId(number);
    }
}
