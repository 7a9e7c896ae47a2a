using System.Collections.Immutable;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>What an engine is asked to do.</summary>
/// <param name="Spec">What to run.</param>
/// <param name="Watched">Dies whose timeline is recorded, none of them twice.</param>
public sealed record DecodeJob(DecodeSpec Spec, ImmutableArray<RankId> Watched);
