namespace CloudMatrix.Simulation;

/// <summary>What a prompt found in the context cache.</summary>
/// <param name="Attempt">The request.</param>
/// <param name="Hit">The longest prefix that was there.</param>
/// <param name="InFlight">Blocks after it that another prompt was just computing: hits, had it been done.</param>
internal readonly record struct PrefixFind(Attempt Attempt, PrefixHit Hit, int InFlight);
