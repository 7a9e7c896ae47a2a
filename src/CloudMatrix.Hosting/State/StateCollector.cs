using System.Text.Json;
using CloudMatrix.Grains;
using CloudMatrix.Model;

namespace CloudMatrix.Hosting;

/// <summary>
/// Collects what people see of the supernode: one question to each silo, which answers beside its steps.
/// </summary>
internal sealed class StateCollector(
    SupernodeSpec supernode,
    SiloLayout layout,
    ISiloStatusOracle members,
    SiloReadiness readiness,
    IGrainFactory grains)
{
    // A silo that does not answer by then is shown without what it does.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The document.</summary>
    public async Task<byte[]> CollectAsync()
    {
        var obstacles = readiness.FindObstacles();
        var shares = obstacles.Count == 0 ? layout.Shares() : [];
        var nodes = shares.ToDictionary(share => share.Silo, share => share.Nodes.Select(node => node.Index));
        var silos = members.GetApproximateSiloStatuses().OrderBy(silo => silo.Key)
            .Select(silo => ShowAsync(silo.Key, silo.Value, nodes.GetValueOrDefault(silo.Key.ToString(), [])));
        var state = new
        {
            Silo = layout.Local.ToString(),
            SupernodeSpec.Version,
            Obstacles = obstacles,
            Machine = MachineOf(supernode.Machine),
            Silos = await Task.WhenAll(silos),
        };
        return JsonSerializer.SerializeToUtf8Bytes(state, JsonSerializerOptions.Web);
    }

    private static object MachineOf(MachineSpec machine) => new
    {
        machine.Name,
        machine.Nodes,
        machine.NpusPerNode,
        machine.DiesPerNpu,
        machine.CpusPerNode,
        ScaleUp = machine.ScaleUp.Name,
        machine.ScaleUp.SubPlanes,
        ScaleOut = machine.ScaleOut.Name,
        FrontEnd = machine.FrontEnd.Name,
        Stages = Enum.GetNames<Simulation.DecodeStage>(),
    };

    private async Task<object> ShowAsync(SiloAddress silo, SiloStatus status, IEnumerable<int> nodes) => new
    {
        Name = silo.ToString(),
        EndPoint = silo.Endpoint.ToString(),
        Status = status.ToString(),
        IsAsked = silo.Equals(layout.Local),
        Nodes = nodes,
        View = status == SiloStatus.Active ? await ViewAsync(silo) : null,
    };

    private async Task<JsonElement?> ViewAsync(SiloAddress silo)
    {
        try
        {
            var view = await grains.UbSwitch(silo).GetView().WaitAsync(Patience);
            return JsonSerializer.Deserialize<JsonElement>(view);
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            // Who is on the way out does not answer; the state says so by its silence.
            return null;
        }
    }
}
