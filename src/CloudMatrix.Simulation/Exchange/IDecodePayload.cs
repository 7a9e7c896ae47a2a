using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// What flows through the phases of a decode beside time: rows without content (<see cref="CountsPayload"/>), or the
/// tokens of a real model (<see cref="TokenPayload"/>). Windows, schedule and prices are the same for both.
/// </summary>
/// <remarks>
/// Ranks are called side by side, and so are slots: a call touches what belongs to its rank or slot alone, and reads
/// what others wrote before the last barrier.
/// </remarks>
internal interface IDecodePayload
{
    /// <summary>The content of rows, by microbatch; empty where rows have none.</summary>
    ImmutableArray<RowWindows> Windows { get; }

    /// <summary>Requests enter, before a step; those whose rank runs elsewhere enter there.</summary>
    void Admit(IEnumerable<Admission> admissions);

    /// <summary>What each request here got out of a step, after it; those whose text has ended leave.</summary>
    IReadOnlyList<RequestOutcome> TakeOutcomes();

    /// <summary>What a rank attends to in a microbatch of the step at hand.</summary>
    MicrobatchLoad LoadOf(RankId rank, int microbatch);

    /// <summary>A dense layer of a rank's microbatch.</summary>
    void RunDense(RankId rank, DecodePhase phase);

    /// <summary>The entry of a layer that drafts.</summary>
    void ProjectDrafts(RankId rank, DecodePhase phase);

    /// <summary>Attention and gate of a rank's microbatch; what its rows carry is made ready.</summary>
    /// <param name="rank">The rank.</param>
    /// <param name="phase">Layer and microbatch.</param>
    /// <param name="step">The step, from 0.</param>
    /// <param name="slotOfRow">Takes the slot of each row, token by token [tokens · rows a token].</param>
    void Route(RankId rank, DecodePhase phase, long step, Span<ushort> slotOfRow);

    /// <summary>A slot answers the rows that all ranks sent it.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="phase">Layer and microbatch.</param>
    /// <param name="exchange">Tells which rows these are; the slot has gathered them.</param>
    void Answer(SlotId slot, DecodePhase phase, Exchange exchange);

    /// <summary>A rank sums the answers to its tokens.</summary>
    void Sum(RankId rank, DecodePhase phase);

    /// <summary>Head and sampling of all microbatches of a rank: tokens after a verify graph, else drafts.</summary>
    void Sample(RankId rank, DecodePhase phase);
}
