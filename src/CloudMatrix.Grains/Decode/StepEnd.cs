using System.Collections.Immutable;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>What all parts of an instance brought out of a step.</summary>
/// <param name="Next">The next boundary.</param>
/// <param name="Spans">What the watched dies did.</param>
/// <param name="Outcomes">What requests got; empty for a run that prices.</param>
internal sealed record StepEnd(DecodeBoundary Next, byte[] Spans, ImmutableArray<RequestOutcome> Outcomes);
