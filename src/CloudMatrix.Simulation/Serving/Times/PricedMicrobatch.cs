using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>A microbatch of prefill whose steps have times.</summary>
/// <param name="Times">Of its steps, by place; none where it has no tokens.</param>
/// <param name="Kinds">
/// Kinds of dies that go through it: 2 where some have no tokens; otherwise 1, and nobody has set the others' times.
/// </param>
internal readonly record struct PricedMicrobatch(VirtualDuration[]? Times, int Kinds);
