using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using Orleans.Placement;

namespace CloudMatrix.Grains;

/// <summary>The supernode that the cluster hosts.</summary>
[HashBasedPlacement]
internal sealed class SupernodeGrain(SupernodeSpec supernode, SiloLayout layout) : Grain, ISupernodeGrain
{
    public async Task<SupernodeState> GetState()
    {
        var machine = supernode.Machine;
        return new SupernodeState(
            machine.Name,
            supernode.Hash,
            SupernodeSpec.Version,
            machine.Nodes,
            machine.Npus,
            machine.Cpus,
            [.. await GrainFactory.UbPlane(NetworkPlane.ScaleUp).GetDown()],
            layout.Shares());
    }
}
