using System.Collections.Immutable;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>What the die that is shown did in a step.</summary>
/// <param name="Step">The step, from 0.</param>
/// <param name="Spans">In order; empty where nobody looked.</param>
internal sealed record ShownStep(long Step, ImmutableArray<TimelineSpan> Spans);
