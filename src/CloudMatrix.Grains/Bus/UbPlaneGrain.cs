using System.Collections.Immutable;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using Orleans.Placement;

namespace CloudMatrix.Grains;

/// <summary>
/// One network; what is down of it outlives the silo that the grain lives on, as far as storage does.
/// </summary>
[HashBasedPlacement]
internal sealed class UbPlaneGrain(
    [PersistentState("ub-plane", UbPlaneGrain.StorageName)] IPersistentState<DownNames> down,
    SiloLayout layout,
    SupernodeSpec supernode)
    : Grain, IUbPlaneGrain
{
    /// <summary>The storage provider that keeps what is down.</summary>
    public const string StorageName = "CloudMatrix";

    private NetworkPlane Plane => (NetworkPlane)this.GetPrimaryKeyLong();

    public async Task<UbPlaneState> GetState()
    {
        var name = Plane == NetworkPlane.ScaleUp ? supernode.Machine.ScaleUp.Name : supernode.Machine.ScaleOut.Name;
        return new UbPlaneState(Plane, name, [.. down.State.Names], await PortsAsync());
    }

    public Task<IReadOnlyList<string>> GetDown() => Task.FromResult<IReadOnlyList<string>>([.. down.State.Names]);

    public async Task<IReadOnlyList<string>> TakeDown(IReadOnlyList<string> names)
    {
        if (Plane != NetworkPlane.ScaleUp)
        {
            return [$"{supernode.Machine.ScaleOut.Name} has no parts that can be taken down."];
        }

        try
        {
            await Keep(FabricHealth.WithDown(supernode.Topology, down.State.Names.Union(names)).Down);
            return [];
        }
        catch (ConfigurationException exception)
        {
            return exception.Faults;
        }
    }

    public Task BringUp(IReadOnlyList<string> names) => Keep([.. down.State.Names.Except(names)]);

    private async Task Keep(ImmutableArray<string> names)
    {
        down.State.Names = names;
        await down.WriteStateAsync();
        await Task.WhenAll(Switches().Select(ub => ub.Learn(names)));
    }

    private async Task<ImmutableArray<PortState>> PortsAsync()
    {
        var ports = await Task.WhenAll(Switches().Select(ub => ub.GetPorts(Plane)));
        return
        [
            .. ports.SelectMany(silo => silo)
                .GroupBy(port => port.Device, port => port.Use)
                .Select(uses => new PortState(uses.Key, uses.Aggregate((sum, use) => sum + use)))
                .Where(port => port.Use.Messages > 0)
                .OrderBy(port => (port.Device.Kind, port.Device.Index)),
        ];
    }

    private IEnumerable<IUbSwitchGrain> Switches() => layout.Silos.Select(GrainFactory.UbSwitch);
}
