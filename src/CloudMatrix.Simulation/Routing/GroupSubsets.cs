namespace CloudMatrix.Simulation;

/// <summary>The ways to choose some of a gate's groups, and how likely each is.</summary>
internal static class GroupSubsets
{
    /// <summary>
    /// All ways to choose <paramref name="chosen"/> of <paramref name="groups"/> groups, each ascending.
    /// </summary>
    public static int[][] Of(int groups, int chosen)
    {
        var subsets = new List<int[]>();
        Extend([], 0);
        return [.. subsets];

        void Extend(int[] prefix, int next)
        {
            if (prefix.Length == chosen)
            {
                subsets.Add(prefix);
                return;
            }

            for (var group = next; group < groups; group++)
            {
                Extend([.. prefix, group], group + 1);
            }
        }
    }

    /// <summary>
    /// The probability that drawing groups one after another without replacement, each in proportion to its weight
    /// among those left, ends with just this subset (in any order).
    /// </summary>
    /// <remarks>
    /// P(A) = Σ over a in A of P(A \ {a}) · w(a) ÷ (W − w(A \ {a})), with P(∅) = 1: the last group drawn is a.
    /// </remarks>
    public static double Probability(ReadOnlySpan<int> subset, ReadOnlySpan<double> weights)
    {
        var total = 0.0;
        foreach (var weight in weights)
        {
            total += weight;
        }

        var probability = new double[1 << subset.Length];
        probability[0] = 1;
        for (var drawn = 1; drawn < probability.Length; drawn++)
        {
            for (var last = 0; last < subset.Length; last++)
            {
                if ((drawn >> last & 1) == 0)
                {
                    continue;
                }

                var before = drawn & ~(1 << last);
                var left = total - WeightOf(before, subset, weights);
                probability[drawn] += probability[before] * weights[subset[last]] / left;
            }
        }

        return probability[^1];
    }

    private static double WeightOf(int members, ReadOnlySpan<int> subset, ReadOnlySpan<double> weights)
    {
        var sum = 0.0;
        for (var i = 0; i < subset.Length; i++)
        {
            sum += (members >> i & 1) * weights[subset[i]];
        }

        return sum;
    }
}
