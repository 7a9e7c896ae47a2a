using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Commands;

/// <summary>What the user wants a run to leave behind, checked.</summary>
internal sealed record RunOutputs
{
    // The plot shows one die.
    private static readonly RankId Plotted = new(0);

    /// <summary>Whether the output is JSON.</summary>
    public required bool Json { get; init; }

    /// <summary>Where the trace goes, if anywhere.</summary>
    public required OutputFile? Trace { get; init; }

    /// <summary>The dies that the trace shows.</summary>
    public required ImmutableArray<RankId> TraceDies { get; init; }

    /// <summary>Where the plot goes, if anywhere.</summary>
    public required OutputFile? Plot { get; init; }

    /// <summary>The dies whose timeline is needed.</summary>
    public ImmutableArray<RankId> Watched =>
    [
        .. (Trace is null ? [] : TraceDies).Concat(Plot is null ? [] : [Plotted])
            .Distinct()
            .OrderBy(die => die.Index),
    ];
}
