using System.Collections.Immutable;
using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>The prices that the dies of an instance share at one operating point.</summary>
internal sealed class DieCosts
{
    private readonly ImmutableArray<StageTimes> _stages;

    public DieCosts(DecodeSpec spec, OperatingPoint point)
    {
        Spec = spec;
        Streams = StreamShares.Of(spec.Machine, point);
        Whole = DieShare.Whole(spec.Machine);
        Exchange = new ExchangeTerms(
            spec.Machine, spec.Fabric, spec.Slots, RowFormat.Of(spec.Model.HiddenSize, spec.Machine), Streams.Experts);
        _stages =
        [
            .. Enumerable.Range(0, spec.RequestsOn(0, 0, point.Microbatches) + 1)
                .Select(requests => StageTimes.Of(spec, MicrobatchLoad.Of(requests, spec.KvLength), Streams)),
        ];
    }

    /// <summary>The run.</summary>
    public DecodeSpec Spec { get; }

    /// <summary>The cores of each stream.</summary>
    public StreamShares Streams { get; }

    /// <summary>All cores, for what runs when no stream does.</summary>
    public DieShare Whole { get; }

    /// <summary>How rows are exchanged.</summary>
    public ExchangeTerms Exchange { get; }

    /// <summary>The stages of a microbatch; priced beforehand where its contexts are those of the run.</summary>
    /// <param name="load">The microbatch.</param>
    public StageTimes StagesOf(MicrobatchLoad load) =>
        load.Requests < _stages.Length && load == MicrobatchLoad.Of(load.Requests, Spec.KvLength)
            ? _stages[load.Requests]
            : StageTimes.Of(Spec, load, Streams);

    /// <summary>Head and sampling at the end of a graph.</summary>
    /// <param name="tokens">Positions on the die whose next token is sampled.</param>
    public VirtualDuration HeadTime(int tokens) =>
        LanguageModelHeadCost.Time(Spec.Model, tokens, Whole) + SamplingCost.Time(Spec.Model, tokens, Whole);
}
