namespace CloudMatrix.Model;

/// <summary>What was found broken, where and when.</summary>
/// <param name="Invariant">The invariant's name in docs/INVARIANTS.md.</param>
/// <param name="At">Virtual time of the check.</param>
/// <param name="Entity">What it was checked on, e.g. "layer 7" or "die-34".</param>
/// <param name="Expected">The value that the invariant demands.</param>
/// <param name="Actual">The value found.</param>
/// <param name="Seed">The run's seed, which repeats the failure.</param>
public sealed record InvariantViolation(
    string Invariant, VirtualTime At, string Entity, string Expected, string Actual, ulong Seed)
{
    /// <summary>All of it in one sentence.</summary>
    public override string ToString() =>
        $"Invariant {Invariant} is broken at {At} on {Entity}: expected {Expected}, found {Actual} (seed {Seed}).";
}
