using System.Collections.Frozen;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>Which layers of a timeline draft a token; all others verify.</summary>
internal static class DraftLayers
{
    /// <summary>The layers that a multi-token-prediction projection enters.</summary>
    public static FrozenSet<int> Of(IEnumerable<TimelineSpan> timeline) =>
        timeline.Where(span => span.Stage == DecodeStage.MtpProjection).Select(span => span.Phase.Layer).ToFrozenSet();
}
