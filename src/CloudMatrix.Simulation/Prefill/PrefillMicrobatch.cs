using System.Collections.Immutable;
using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>One microbatch of a batch: what its stages take on each die, and what its collectives carry.</summary>
internal sealed class PrefillMicrobatch
{
    private readonly PrefillSpec _spec;
    private readonly ImmutableArray<RoutedRows> _routed;
    private readonly ImmutableArray<PrefillDieTimes> _times;
    private readonly RowFormat _format;
    private readonly Collective _gather;
    private readonly Collective _allToAll;

    /// <summary>Prices all that does not depend on a layer.</summary>
    /// <param name="spec">The batch.</param>
    /// <param name="sequences">The microbatch's prompts.</param>
    /// <param name="routed">Where its rows go in each layer that routes [layers].</param>
    public PrefillMicrobatch(
        PrefillSpec spec, ImmutableArray<PrefillSequence> sequences, ImmutableArray<RoutedRows> routed)
    {
        var tokens = TokensOf(spec, sequences);
        var ranks = Enumerable.Range(0, spec.Dies);
        var neighbours = RoutedTerms.Of(spec).Neighbours;
        ImmutableArray<int> own = [.. ranks.Select(die => spec.TokensOf(tokens.New, die))];
        ImmutableArray<int> heads = [.. ranks.Select(spec.HeadsOf)];
        var kinds = own.Zip(heads).Distinct().ToDictionary(
            kind => kind, kind => PrefillDieTimes.Of(spec, tokens, kind.First, kind.Second));
        var rows = PrefillRowFormat.Of(spec.Model);
        _spec = spec;
        _routed = routed;
        _times = [.. own.Zip(heads).Select(kind => kinds[kind])];
        _format = RowFormat.Of(spec.Model.HiddenSize, spec.Machine);
        _gather = Collective.Gather(own, neighbours, rows.Gathered);
        _allToAll = Collective.AllToAll(own, heads, neighbours, rows.AttendedPerHead);
        Tokens = tokens.New;
    }

    /// <summary>Its tokens, on all dies.</summary>
    public int Tokens { get; }

    /// <summary>All that the attention of some prompts depends on.</summary>
    public static PrefillTokens TokensOf(PrefillSpec spec, ImmutableArray<PrefillSequence> sequences) =>
        sequences.Aggregate(default(PrefillTokens), (sum, sequence) =>
            sum + PrefillTokens.Of(sequence, spec.Machine.Operators.GemmTile.Rows));

    /// <summary>Where its rows go in a layer that routes.</summary>
    public RoutedRows RoutedIn(int layer) => _routed[layer - _spec.Model.DenseLayers];

    /// <summary>What a stage takes on a die that is no collective.</summary>
    public VirtualDuration TimeOf(PrefillStep step, int die) => step.Stage == PrefillStage.Experts
        ? FeedForwardCost.ExpertsTime(
            _spec.Model, new ExpertRows(RoutedIn(step.Layer).ExpertsOf(die), default), DieShare.Whole(_spec.Machine))
        : _times[die][step.Stage];

    /// <summary>What a collective carries.</summary>
    public Collective CollectiveOf(PrefillStep step) => step.Stage switch
    {
        PrefillStage.Gather => _gather,
        PrefillStage.AllToAll => _allToAll,
        PrefillStage.Dispatch => RoutedIn(step.Layer).Dispatched(_format),
        PrefillStage.Combine => RoutedIn(step.Layer).Returned(_format),
        _ => throw new ArgumentOutOfRangeException(nameof(step), step.Stage, "Not a collective."),
    };
}
