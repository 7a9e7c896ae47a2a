namespace CloudMatrix.Simulation.Tests.Reference;

/// <summary>EPLB said slowly: every item gets a place (pack, rank), and places are sorted at the end.</summary>
internal static class ReferenceBalancer
{
    public static int[] Balance(long[] loads, ExpertPlacementRequest request)
    {
        var (groups, nodes) = KeepsGroupsOnNodes(loads.Length, request) ? (request.Groups, request.Nodes) : (1, 1);
        var groupSize = loads.Length / groups;
        var groupLoads = Enumerable.Range(0, groups).Select(g => (float)loads[(g * groupSize)..][..groupSize].Sum());
        var groupPlaces = Pack([.. groupLoads], [.. Enumerable.Repeat(groups / nodes, nodes)]);

        var expertBySlot = new List<int>();
        foreach (var node in Enumerable.Range(0, nodes))
        {
            var experts = Enumerable.Range(0, loads.Length)
                .Where(expert => groupPlaces[expert / groupSize].Pack == node)
                .OrderBy(expert => groupPlaces[expert / groupSize].Rank)
                .ThenBy(expert => expert);
            var slotsByDie = SlotsOf(node, nodes, request);
            var replicas = Replicate([.. experts], slotsByDie.Sum(), loads);
            var places = Pack([.. replicas.Select(expert => Share(expert, replicas, loads))], slotsByDie);
            expertBySlot.AddRange(
                Enumerable.Range(0, replicas.Count)
                    .OrderBy(replica => places[replica].Pack)
                    .ThenBy(replica => places[replica].Rank)
                    .Select(replica => replicas[replica]));
        }

        return [.. expertBySlot];
    }

    private static bool KeepsGroupsOnNodes(int experts, ExpertPlacementRequest request)
    {
        var (dies, groups, nodes) = (request.SlotsByDie.Length, request.Groups, request.Nodes);
        return (groups % nodes, experts % groups, dies % nodes) == (0, 0, 0)
            && Enumerable.Range(0, nodes).All(node => SlotsOf(node, nodes, request).Sum() >= experts / nodes);
    }

    private static int[] SlotsOf(int node, int nodes, ExpertPlacementRequest request) =>
        [.. request.SlotsByDie.Where((_, die) => die / (request.SlotsByDie.Length / nodes) == node)];

    private static List<int> Replicate(int[] experts, int replicas, long[] loads)
    {
        var replicated = experts.ToList();
        while (replicated.Count < replicas)
        {
            replicated.Add(experts.OrderByDescending(expert => Share(expert, replicated, loads)).First());
        }

        return replicated;
    }

    private static float Share(int expert, List<int> replicas, long[] loads) =>
        (float)loads[expert] / replicas.Count(replica => replica == expert);

    private static (int Pack, int Rank)[] Pack(float[] weights, int[] sizes)
    {
        if (sizes.Max() <= 1)
        {
            var open = Enumerable.Range(0, sizes.Length).Where(pack => sizes[pack] == 1);
            return [.. open.Select(pack => (pack, 0))];
        }

        var places = new Dictionary<int, (int Pack, int Rank)>();
        foreach (var item in Enumerable.Range(0, weights.Length).OrderByDescending(item => weights[item]))
        {
            var pack = Enumerable.Range(0, sizes.Length)
                .Where(pack => places.Values.Count(place => place.Pack == pack) < sizes[pack])
                .OrderBy(pack => Weight(pack, places, weights))
                .First();
            places[item] = (pack, places.Values.Count(place => place.Pack == pack));
        }

        return [.. Enumerable.Range(0, weights.Length).Select(item => places[item])];
    }

    // In the order in which the items came, since single-precision sums depend on it.
    private static float Weight(int pack, Dictionary<int, (int Pack, int Rank)> places, float[] weights) =>
        places.Where(entry => entry.Value.Pack == pack)
            .OrderBy(entry => entry.Value.Rank)
            .Aggregate(0f, (sum, entry) => sum + weights[entry.Key]);
}
