namespace CloudMatrix.Simulation.Tests.Reference;

/// <summary>The gate's probabilities by trying every order in which groups and experts can be drawn.</summary>
internal static class ReferenceGate
{
    /// <summary>The probability that drawing one after another, without replacement, gives just this order.</summary>
    public static double OrderProbability(IReadOnlyList<int> order, IReadOnlyList<double> weights)
    {
        var left = weights.Sum();
        var probability = 1.0;
        foreach (var item in order)
        {
            probability *= weights[item] / left;
            left -= weights[item];
        }

        return probability;
    }

    /// <summary>Every order of some of the items.</summary>
    public static IEnumerable<int[]> Orders(IReadOnlyList<int> items, int length) => length == 0
        ? [[]]
        : from first in items
          from rest in Orders([.. items.Where(item => item != first)], length - 1)
          select (int[])[first, .. rest];

    /// <summary>The probability of every ordered choice of experts, by name, e.g. "3,1".</summary>
    public static Dictionary<string, double> Picks(GateShape gate, double[] popularity)
    {
        var picks = new Dictionary<string, double>();
        var groups = Enumerable.Range(0, gate.Groups).ToList();
        var groupWeights = groups
            .Select(group => popularity.Skip(group * gate.ExpertsPerGroup).Take(gate.ExpertsPerGroup).Sum()).ToList();
        foreach (var chosen in Orders(groups, gate.GroupsPerToken))
        {
            var experts = Enumerable.Range(0, gate.Experts)
                .Where(expert => chosen.Contains(expert / gate.ExpertsPerGroup)).ToList();
            var weights = popularity.Select((weight, expert) => experts.Contains(expert) ? weight : 0).ToList();
            foreach (var order in Orders(experts, gate.TopK))
            {
                var name = string.Join(',', order);
                var probability = OrderProbability(chosen, groupWeights) * OrderProbability(order, weights);
                picks[name] = picks.GetValueOrDefault(name) + probability;
            }
        }

        return picks;
    }
}
