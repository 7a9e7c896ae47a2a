using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Grains;

/// <summary>Which silo hosts which node: each what its configuration names, the rest dealt in turn.</summary>
/// <remarks>
/// In turn and not in runs, so that silos share the first nodes evenly too: a decode instance stands on those.
/// </remarks>
internal static class NodeDeal
{
    /// <summary>The silo of a node, as an index into the silos.</summary>
    /// <param name="node">The node.</param>
    /// <param name="wanted">What each silo's configuration names, null for nothing; one silo or more [silos].</param>
    public static int SiloOf(NodeId node, ImmutableArray<NodeRanges?> wanted)
    {
        var asks = Enumerable.Range(0, wanted.Length).Where(silo => wanted[silo]?.Contains(node) == true).ToList();
        if (asks.Count > 0)
        {
            return asks[0];
        }

        var others = Enumerable.Range(0, wanted.Length).Where(silo => wanted[silo] is null).ToList();
        return others.Count > 0 ? others[node.Index % others.Count] : node.Index % wanted.Length;
    }
}
