namespace CloudMatrix.Simulation.Tests;

/// <summary>An infinite cache as one set of names: what a trace's blocks and tokens hit in arrival order.</summary>
internal static class ReferenceReplay
{
    public static (long Hits, long Tokens) Run(Trace trace, int blockTokens)
    {
        var seen = new HashSet<(long Name, int Part)>();
        var (hits, tokens) = (0L, 0L);
        foreach (var request in trace.Requests)
        {
            for (var first = 0; first < request.InputTokens; first += blockTokens)
            {
                var name = request.Blocks[first / Trace.MooncakeBlockTokens];
                if (!seen.Add((name, first % Trace.MooncakeBlockTokens)))
                {
                    hits++;
                    tokens += Math.Min(blockTokens, request.InputTokens - first);
                }
            }
        }

        return (hits, tokens);
    }
}
