using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>Rows without content, sent where a popularity model says: a run that only prices.</summary>
/// <param name="seed">The run's.</param>
/// <param name="routers">Choose slots, layer by layer.</param>
/// <param name="loadOf">What each rank attends to in each microbatch of the step at hand.</param>
internal sealed class CountsPayload(ulong seed, LayerRouters routers, Func<RankId, int, MicrobatchLoad> loadOf)
    : IDecodePayload
{
    /// <summary>The payload of a run whose requests stay where they are.</summary>
    /// <param name="run">The run.</param>
    /// <param name="routers">Choose slots, layer by layer.</param>
    public CountsPayload(DecodeRunSpec run, LayerRouters routers)
        : this(run.Spec.Seed, routers, (rank, microbatch) => LoadOf(run, rank, microbatch))
    {
    }

    /// <inheritdoc/>
    public ImmutableArray<RowWindows> Windows => [];

    /// <summary>The payload of a run, with its routers.</summary>
    public static CountsPayload Build(DecodeRunSpec run, ParallelPhases phases) =>
        new(run, LayerRouters.Build(run.Spec, phases));

    /// <summary>The random numbers with which a rank's tokens choose their experts.</summary>
    /// <param name="seed">The run's.</param>
    /// <param name="step">The step, from 0.</param>
    /// <param name="phase">Layer and microbatch.</param>
    /// <param name="rank">The rank.</param>
    public static SeededStream RoutingOf(ulong seed, long step, DecodePhase phase, int rank) =>
        SeededStream.Derive(seed, "routing", step, phase.Layer, phase.Microbatch, rank);

    /// <inheritdoc/>
    public void Admit(IEnumerable<Admission> admissions)
    {
    }

    /// <inheritdoc/>
    public IReadOnlyList<RequestOutcome> TakeOutcomes() => [];

    /// <inheritdoc/>
    public MicrobatchLoad LoadOf(RankId rank, int microbatch) => loadOf(rank, microbatch);

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
        var random = RoutingOf(seed, step, phase, rank.Index);
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

    private static MicrobatchLoad LoadOf(DecodeRunSpec run, RankId rank, int microbatch) => MicrobatchLoad.Of(
        run.Spec.RequestsOn(rank.Index, microbatch, run.Point.Microbatches), run.Spec.KvLength);
}
