using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Commands;

/// <summary>What was measured of one operation between a die and another device.</summary>
/// <param name="Operation">E.g. "die reads die".</param>
/// <param name="Reach">"in the node" or "between nodes".</param>
/// <param name="BandwidthGBps">In 10⁹ B/s.</param>
/// <param name="LatencyUs">Of a small transfer, in microseconds.</param>
internal sealed record PathRate(string Operation, string Reach, double BandwidthGBps, double LatencyUs)
{
    /// <summary>All that was measured of a network.</summary>
    public static ImmutableArray<PathRate> Of(ScaleUpSpec scaleUp) =>
    [
        .. Of("die reads die", scaleUp.NpuRead),
        .. Of("die writes die", scaleUp.NpuWrite),
        .. Of("die reads CPU", scaleUp.CpuRead),
        .. Of("die writes CPU", scaleUp.CpuWrite),
    ];

    private static IEnumerable<PathRate> Of(string operation, PathPairSpec? pair)
    {
        if (pair is not null)
        {
            yield return Of(operation, "in the node", pair.IntraNode);
        }

        if (pair?.InterNode is { } interNode)
        {
            yield return Of(operation, "between nodes", interNode);
        }
    }

    private static PathRate Of(string operation, string reach, PathSpec path) =>
        new(operation, reach, TopologyReport.GBps(path.Bandwidth), path.Latency.TotalMicroseconds);
}
