namespace CloudMatrix.Simulation;

/// <summary>
/// Whose turn it is among the replicas of an expert: for every number of replicas n, the token's position modulo n, at
/// index n.
/// </summary>
internal static class ReplicaTurns
{
    /// <summary>The turns of a rank's first token: ranks begin apart, or all first tokens would meet.</summary>
    public static void Begin(Span<ushort> turns, int rank)
    {
        for (var replicas = 1; replicas < turns.Length; replicas++)
        {
            turns[replicas] = (ushort)(rank % replicas);
        }
    }

    /// <summary>The turns of the next token.</summary>
    public static void Advance(Span<ushort> turns)
    {
        for (var replicas = 1; replicas < turns.Length; replicas++)
        {
            var next = turns[replicas] + 1;
            turns[replicas] = (ushort)(next == replicas ? 0 : next);
        }
    }
}
