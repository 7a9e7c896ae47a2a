using System.Collections.Immutable;

namespace CloudMatrix.Simulation;

/// <summary>
/// Phases that a device does one after another without waiting for others: what it does each time it is woken.
/// </summary>
/// <param name="Phases">One or more; only the first may wait for all.</param>
public sealed record DecodeFront(ImmutableArray<DecodePhase> Phases)
{
    /// <summary>Whether every device must have ended the front before.</summary>
    public bool WaitsForAll => Phases[0].WaitsForAll;

    /// <summary>Whether expert shards do it; NPUs do all others.</summary>
    public bool IsOfExperts => Phases[0].Kind == DecodePhaseKind.Experts;

    /// <summary>Cuts a graph's phases before each that waits for all.</summary>
    internal static ImmutableArray<DecodeFront> Cut(ImmutableArray<DecodePhase> phases)
    {
        var begins = Enumerable.Range(0, phases.Length).Where(i => i == 0 || phases[i].WaitsForAll);
        ImmutableArray<int> cuts = [.. begins, phases.Length];
        return [.. cuts[..^1].Select((begin, i) => new DecodeFront(phases[begin..cuts[i + 1]]))];
    }
}
