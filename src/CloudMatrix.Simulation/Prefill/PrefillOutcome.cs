using System.Collections.Immutable;

namespace CloudMatrix.Simulation;

/// <summary>What a prefill batch took, and what was seen of it.</summary>
/// <param name="Report">Depends on the specification alone.</param>
/// <param name="Timeline">What the watched dies did, die by die; empty where none was watched.</param>
/// <param name="Workers">Threads that worked on it.</param>
public sealed record PrefillOutcome(PrefillReport Report, ImmutableArray<PrefillSpan> Timeline, int Workers);
