using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// The expert-parallel load balancer (EPLB) that DeepSeek published: replicates hot experts and packs all replicas onto
/// dies, so that the hottest die, which sets the pace of all, is as cool as a greedy choice makes it.
/// </summary>
/// <remarks>
/// <para>(1) Groups of experts are packed onto nodes, whole. (2) On each node, further replicas go to the hottest
/// experts. (3) The node's replicas are packed onto its dies.</para>
/// <para>Agrees with the published code slot for slot and goes beyond it where that code stops: dies may hold unequal
/// numbers of slots. Two replicas of an expert may meet on one die, as there.
/// Source: github.com/deepseek-ai/EPLB, eplb.py.</para>
/// </remarks>
public static class ExpertPlacementBalancer
{
    /// <summary>
    /// Places one layer's experts: by the hierarchical policy where groups deal evenly to nodes, experts to groups and
    /// dies to nodes, and each node has a slot for each of its experts; else by the global one, which sees one group on
    /// one node.
    /// </summary>
    /// <param name="loadByExpert">Tokens that each expert got, or is expected to get, none negative [experts].</param>
    /// <param name="request">The slots to fill.</param>
    /// <exception cref="ArgumentException">The experts cannot be placed; the message names all reasons.</exception>
    public static ExpertPlacement Balance(ReadOnlySpan<long> loadByExpert, ExpertPlacementRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        ThrowIfImpossible(loadByExpert, request);

        // Single precision, as in the published code, so that ties fall as they do there.
        var loads = new float[loadByExpert.Length];
        for (var expert = 0; expert < loads.Length; expert++)
        {
            loads[expert] = loadByExpert[expert];
        }

        var (groups, nodes) = request.IsHierarchical(loads.Length) ? (request.Groups, request.Nodes) : (1, 1);
        var expertsByNode = PackGroups(loads, groups, nodes).Chunk(loads.Length / nodes);
        var slotsByNode = request.SlotsByDie.Chunk(request.SlotsByDie.Length / nodes);
        var expertBySlot = expertsByNode.Zip(slotsByNode, (experts, slots) => PlaceOnNode(experts, slots, loads));
        return new ExpertPlacement(loads.Length, [.. expertBySlot.SelectMany(node => node)]);
    }

    // (1) The experts, node after node.
    private static IEnumerable<int> PackGroups(float[] loads, int groups, int nodes)
    {
        var groupSize = loads.Length / groups;
        var groupLoads = loads.Chunk(groupSize).Select(group => group.Sum()).ToArray();
        var packed = BalancedPacking.Pack(groupLoads, [.. Enumerable.Repeat(groups / nodes, nodes)]);
        return packed.SelectMany(group => Enumerable.Range(group * groupSize, groupSize));
    }

    // (2) and (3) The expert in each slot of a node.
    private static IEnumerable<ExpertId> PlaceOnNode(int[] experts, int[] slotsByDie, float[] loads)
    {
        var nodeLoads = Array.ConvertAll(experts, expert => loads[expert]);
        var (expertByReplica, loadByReplica) = ExpertReplication.Replicate(nodeLoads, slotsByDie.Sum());
        var packed = BalancedPacking.Pack(loadByReplica, slotsByDie);
        return packed.Select(replica => new ExpertId(experts[expertByReplica[replica]]));
    }

    private static void ThrowIfImpossible(ReadOnlySpan<long> loadByExpert, ExpertPlacementRequest request)
    {
        var faults = request.Faults(loadByExpert.Length).ToList();
        if (loadByExpert.IsEmpty)
        {
            faults.Add($"{nameof(loadByExpert)} names no expert; it must name 1 or more, e.g. 256.");
        }

        var expert = loadByExpert.IndexOfAnyInRange(long.MinValue, -1);
        if (expert >= 0)
        {
            faults.Add($"{nameof(loadByExpert)}[{expert}] is {loadByExpert[expert]}; it must be 0 or more, e.g. 96.");
        }

        if (faults.Count > 0)
        {
            throw new ArgumentException($"The experts cannot be placed. {string.Join(' ', faults)}");
        }
    }
}
