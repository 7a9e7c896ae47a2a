using System.Collections.Immutable;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>What the user asked of <c>prefill</c>, checked.</summary>
/// <param name="Spec">What to run.</param>
/// <param name="Trace">Where the trace goes, if anywhere.</param>
/// <param name="TraceDies">The dies that the trace shows.</param>
internal sealed record PrefillRequest(PrefillSpec Spec, OutputFile? Trace, ImmutableArray<RankId> TraceDies)
{
    /// <summary>The dies whose timeline is needed.</summary>
    public ImmutableArray<RankId> Watched => Trace is null ? [] : TraceDies;
}
