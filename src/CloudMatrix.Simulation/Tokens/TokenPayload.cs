using System.Collections.Immutable;
using CloudMatrix.Model;
using CloudMatrix.Numerics;

namespace CloudMatrix.Simulation;

/// <summary>
/// The tokens of a real model: ranks attend and choose experts for their requests' tokens, slots answer with the
/// weights of the expert that they hold, and ranks sum and sample. Holds the ranks of one host: all, or those of its
/// part of the instance.
/// </summary>
internal sealed class TokenPayload : IDecodePayload
{
    private readonly ShardedModel _sharded;
    private readonly BatchMap _batch;
    private readonly int _layers;
    private readonly int _ranks;
    private readonly int _kvLength;
    private readonly List<DieMemory> _memories = [];
    private readonly Dictionary<(int Rank, int Microbatch), RankMicrobatch> _microbatches = [];

    /// <summary>The tokens of some ranks, which have no requests yet.</summary>
    /// <param name="spec">What is generated.</param>
    /// <param name="point">How the instance runs its pipeline.</param>
    /// <param name="sharded">The model.</param>
    /// <param name="ranks">The ranks that run here.</param>
    public TokenPayload(
        GenerationSpec spec, OperatingPoint point, ShardedModel sharded, IEnumerable<RankId> ranks)
    {
        _sharded = sharded;
        _batch = new BatchMap(new DecodeRunSpec(spec.Decode, point));
        _layers = spec.Decode.Model.Layers;
        _ranks = spec.Decode.Dies;
        _kvLength = spec.Decode.KvLength;
        foreach (var rank in ranks)
        {
            var memory = DieMemory.For(sharded.Model, spec, spec.Decode.RequestsOn(rank.Index, 0, 1));
            _memories.Add(memory);
            for (var microbatch = 0; microbatch < point.Microbatches; microbatch++)
            {
                var requests = spec.Decode.RequestsOn(rank.Index, microbatch, point.Microbatches);
                _microbatches.Add(
                    (rank.Index, microbatch), new RankMicrobatch(rank, spec, sharded, (memory, requests)));
            }
        }

        Windows =
        [
            .. Enumerable.Range(0, point.Microbatches).Select(microbatch => new RowWindows(
                _ranks,
                spec.Decode.RequestsOn(0, microbatch, point.Microbatches) * spec.Decode.TokensPerRequest,
                sharded.RowContent)),
        ];
    }

    /// <inheritdoc/>
    public ImmutableArray<RowWindows> Windows { get; }

    /// <summary>KV blocks of all dies here: those that hold some request's context, and all.</summary>
    public (int Used, int Capacity) KvBlocks =>
        (_memories.Sum(memory => memory.Used), _memories.Sum(memory => memory.Capacity));

    /// <inheritdoc/>
    public void Admit(IEnumerable<Admission> admissions)
    {
        foreach (var admission in admissions)
        {
            var (rank, microbatch) = _batch[admission.Place];
            if (_microbatches.TryGetValue((rank.Index, microbatch), out var there))
            {
                there.Admit(admission);
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<RequestOutcome> TakeOutcomes() =>
        [.. _microbatches.Values.SelectMany(microbatch => microbatch.TakeOutcomes())];

    /// <inheritdoc/>
    public MicrobatchLoad LoadOf(RankId rank, int microbatch) =>
        MicrobatchLoad.Of(_microbatches[(rank.Index, microbatch)].Requests, _kvLength);

    /// <inheritdoc/>
    public void RunDense(RankId rank, DecodePhase phase)
    {
        var microbatch = Begin(rank, phase);
        microbatch.RunDense(phase.Layer);
    }

    /// <inheritdoc/>
    public void ProjectDrafts(RankId rank, DecodePhase phase) => Of(rank, phase).BeginDraft();

    /// <inheritdoc/>
    public void Route(RankId rank, DecodePhase phase, long step, Span<ushort> slotOfRow) =>
        Begin(rank, phase).Route(phase.Layer, Windows[phase.Microbatch], slotOfRow);

    /// <inheritdoc/>
    public void Answer(SlotId slot, DecodePhase phase, Exchange exchange)
    {
        var content = Windows[phase.Microbatch];
        var count = exchange.Received[slot.Index].Total;
        if (count == 0)
        {
            return;
        }

        using var packed = RentedRows<byte>.Rent(count, content.Format.RowBytes);
        using var answers = RentedRows<byte>.Rent(count, content.Format.AnswerBytes);
        Gather(slot, exchange.Windows, content, packed.All);
        var expert = _sharded.SlotsOf(phase.Layer).ExpertIn(slot);
        _sharded.ExpertsOf(phase.Layer).Answer(expert, packed.All, answers.All);
        Return(slot, exchange.Windows, content, answers.All);
    }

    /// <inheritdoc/>
    public void Sum(RankId rank, DecodePhase phase) =>
        Of(rank, phase).Sum(phase.Layer, Windows[phase.Microbatch]);

    /// <inheritdoc/>
    public void Sample(RankId rank, DecodePhase phase)
    {
        for (var microbatch = 0; microbatch < Windows.Length; microbatch++)
        {
            var there = _microbatches[(rank.Index, microbatch)];
            if (phase.Layer < _layers)
            {
                there.ChooseTokens();
            }
            else
            {
                there.ChooseDrafts();
            }
        }
    }

    private RankMicrobatch Of(RankId rank, DecodePhase phase) => _microbatches[(rank.Index, phase.Microbatch)];

    private RankMicrobatch Begin(RankId rank, DecodePhase phase)
    {
        var microbatch = Of(rank, phase);
        if (phase.Layer == 0)
        {
            microbatch.BeginVerify();
        }

        return microbatch;
    }

    // A slot's input: the tokens whose rows were sent to it, rank by rank.
    private void Gather(SlotId slot, ExchangeWindows windows, RowWindows content, Span<byte> packed)
    {
        for (var rank = 0; rank < _ranks; rank++)
        {
            foreach (var row in windows.RowsOf(rank, (slot.Index, slot.Index + 1)))
            {
                content.TokenOf(rank, row / content.Format.RowsPerToken).CopyTo(packed);
                packed = packed[content.Format.RowBytes..];
            }
        }
    }

    // Its output, to where the rows' answers are expected.
    private void Return(SlotId slot, ExchangeWindows windows, RowWindows content, ReadOnlySpan<byte> answers)
    {
        for (var rank = 0; rank < _ranks; rank++)
        {
            foreach (var row in windows.RowsOf(rank, (slot.Index, slot.Index + 1)))
            {
                answers[..content.Format.AnswerBytes].CopyTo(content.AnswerTo(rank, row));
                answers = answers[content.Format.AnswerBytes..];
            }
        }
    }
}
