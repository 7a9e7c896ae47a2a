using System.Diagnostics.Metrics;
using CloudMatrix.Grains;

namespace CloudMatrix.Hosting;

/// <summary>What a silo tells of itself when it is asked for its metrics.</summary>
internal sealed class SiloMeter
{
    /// <summary>What the meter is called.</summary>
    public const string Name = "CloudMatrix.Hosting";

    public SiloMeter(IMeterFactory meters, SiloReadiness readiness, SiloLayout layout, SupernodeSpec supernode)
    {
        var meter = meters.Create(Name);
        KeyValuePair<string, object?>[] about =
            [new("version", SupernodeSpec.Version), new("machine", supernode.Machine.Name)];
        meter.CreateObservableGauge(
            "cloudmatrix.silo.version",
            () => new Measurement<int>(1, about),
            description: "Always 1; the labels tell.");
        meter.CreateObservableGauge(
            "cloudmatrix.silo.ready",
            () => readiness.FindObstacles().Count == 0 ? 1 : 0,
            description: "1 where the silo can be sent work.");
        meter.CreateObservableGauge(
            "cloudmatrix.silo.nodes",
            () => readiness.FindObstacles().Count == 0 ? NodesOn(layout) : 0,
            "{node}",
            "Nodes of the machine whose devices live on the silo.");
    }

    private static int NodesOn(SiloLayout layout)
    {
        var local = layout.Local.ToString();
        return layout.Shares().Where(share => share.Silo == local).Sum(share => share.Nodes.Length);
    }
}
