using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>Rows without content, sent where a popularity model says: a run that only prices.</summary>
/// <param name="run">The run.</param>
/// <param name="routers">Choose slots, layer by layer.</param>
internal sealed class CountsPayload(DecodeRunSpec run, LayerRouters routers) : IDecodePayload
{
    /// <inheritdoc/>
    public ImmutableArray<RowWindows> Windows => [];

    /// <summary>The payload of a run, with its routers.</summary>
    public static CountsPayload Build(DecodeRunSpec run, ParallelPhases phases) =>
        new(run, LayerRouters.Build(run.Spec, phases));

    /// <inheritdoc/>
    public void Admit(IEnumerable<Admission> admissions)
    {
    }

    /// <inheritdoc/>
    public IReadOnlyList<RequestOutcome> TakeOutcomes() => [];

    /// <inheritdoc/>
    public int RequestsOf(RankId rank, int microbatch) =>
        run.Spec.RequestsOn(rank.Index, microbatch, run.Point.Microbatches);

    /// <inheritdoc/>
    public void RunDense(RankId rank, DecodePhase phase)
    {
    }

    /// <inheritdoc/>
    public void ProjectDrafts(RankId rank, DecodePhase phase)
    {
    }

    /// <inheritdoc/>
    public void Route(RankId rank, DecodePhase phase, long step, Span<ushort> slotOfRow)
    {
        var random = SeededStream.Derive(
            run.Spec.Seed, "routing", step, phase.Layer, phase.Microbatch, rank.Index);
        routers[phase.Layer].Route(rank.Index, ref random, slotOfRow);
    }

    /// <inheritdoc/>
    public void Answer(SlotId slot, DecodePhase phase, Exchange exchange)
    {
    }

    /// <inheritdoc/>
    public void Sum(RankId rank, DecodePhase phase)
    {
    }

    /// <inheritdoc/>
    public void Sample(RankId rank, DecodePhase phase)
    {
    }
}
