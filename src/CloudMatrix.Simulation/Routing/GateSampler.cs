using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// Draws the experts of a token in one layer: first the groups, then the experts within them, both without replacement
/// and in proportion to popularity.
/// </summary>
/// <remarks>
/// All subsets of groups are tabulated (70 for 4 of 8), each with an alias table over its experts, so that a draw is
/// one look-up and only an expert drawn twice is drawn again.
/// </remarks>
internal sealed class GateSampler
{
    private readonly int _subsetExperts;
    private readonly AliasEntry[] _subsets;
    private readonly AliasEntry[] _experts;

    public GateSampler(GateShape gate, ReadOnlySpan<double> popularity)
    {
        var subsets = GroupSubsets.Of(gate.Groups, gate.GroupsPerToken);
        TakenWords = (gate.Experts + 63) / 64;
        _subsetExperts = gate.GroupsPerToken * gate.ExpertsPerGroup;
        _subsets = new AliasEntry[subsets.Length];
        _experts = new AliasEntry[subsets.Length * _subsetExperts];

        var groupWeights = GroupWeights(gate, popularity);
        var subsetWeights = new double[subsets.Length];
        var subsetIndices = new ushort[subsets.Length];
        var weights = new double[_subsetExperts];
        var experts = new ushort[_subsetExperts];
        for (var subset = 0; subset < subsets.Length; subset++)
        {
            subsetIndices[subset] = (ushort)subset;
            subsetWeights[subset] = GroupSubsets.Probability(subsets[subset], groupWeights);
            ListExperts(gate, subsets[subset], experts);
            for (var i = 0; i < experts.Length; i++)
            {
                weights[i] = popularity[experts[i]];
            }

            AliasTable.Build(weights, experts, _experts.AsSpan(subset * _subsetExperts, _subsetExperts));
        }

        AliasTable.Build(subsetWeights, subsetIndices, _subsets);
    }

    /// <summary>Words of a bit set of all experts.</summary>
    public int TakenWords { get; }

    /// <summary>Draws one token's experts, all different.</summary>
    /// <param name="stream">Where the random numbers come from.</param>
    /// <param name="picks">The experts drawn [topK].</param>
    /// <param name="taken">Working space [<see cref="TakenWords"/>].</param>
    public void Sample(ref SeededStream stream, Span<ushort> picks, Span<ulong> taken)
    {
        var table = SubsetTable((uint)stream.NextUInt64());

        // A 64-bit number serves two draws.
        for (var i = 0; i < picks.Length; i += 2)
        {
            var bits = stream.NextUInt64();
            picks[i] = AliasTable.Draw(table, (uint)bits);
            if (i + 1 < picks.Length)
            {
                picks[i + 1] = AliasTable.Draw(table, (uint)(bits >> 32));
            }
        }

        // Three tokens of four have eight different experts at once; only the others look at their draws one by one.
        if (Repeats.AnyIn(picks))
        {
            Redraw(ref stream, table, picks, taken);
        }
    }

    // Keeps each expert's first draw, in order, and draws on until there are enough.
    private static void Redraw(
        ref SeededStream stream, ReadOnlySpan<AliasEntry> table, Span<ushort> picks, Span<ulong> taken)
    {
        taken.Clear();
        var chosen = 0;
        foreach (var drawn in picks)
        {
            chosen = Take(drawn, taken, picks, chosen);
        }

        while (chosen < picks.Length)
        {
            chosen = Take(AliasTable.Draw(table, (uint)stream.NextUInt64()), taken, picks, chosen);
        }
    }

    // Writes the expert down, and counts it unless it was taken before: then the next one overwrites it.
    private static int Take(ushort expert, Span<ulong> taken, Span<ushort> picks, int chosen)
    {
        picks[chosen] = expert;
        ref var word = ref taken[expert >> 6];
        var isNew = (int)(~(word >> expert) & 1);
        word |= 1UL << expert;
        return chosen + isNew;
    }

    private ReadOnlySpan<AliasEntry> SubsetTable(uint random) =>
        _experts.AsSpan(AliasTable.Draw(_subsets, random) * _subsetExperts, _subsetExperts);

    private static double[] GroupWeights(GateShape gate, ReadOnlySpan<double> popularity)
    {
        var weights = new double[gate.Groups];
        for (var expert = 0; expert < gate.Experts; expert++)
        {
            weights[expert / gate.ExpertsPerGroup] += popularity[expert];
        }

        return weights;
    }

    private static void ListExperts(GateShape gate, ReadOnlySpan<int> groups, Span<ushort> experts)
    {
        var size = gate.ExpertsPerGroup;
        for (var i = 0; i < experts.Length; i++)
        {
            experts[i] = (ushort)((groups[i / size] * size) + (i % size));
        }
    }
}
