using System.Collections.Immutable;
using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// What batches take, from a table of what dies share (<see cref="PrefillRounds"/>), prices of all else, and the
/// schedule (<see cref="PrefillPath"/>).
/// </summary>
/// <remarks>
/// Stages that depend on a die's own tokens, on contexts and on heads are priced for every batch: contexts differ too
/// much for a table. An answer depends on the batch alone. One thread may ask. Why so: docs/decisions/0015.
/// </remarks>
internal sealed class PrefillMemo : IPrefillTimes, IDisposable
{
    private static readonly int Stages = Enum.GetValues<PrefillStage>().Length;

    private readonly PrefillSpec _instance;
    private readonly ParallelPhases _phases;
    private readonly PrefillRounds _rounds;
    private readonly PrefillPath _path;
    private readonly VirtualDuration[][] _times;
    private readonly PricedMicrobatch[] _microbatches;

    /// <summary>Samples the routing of every layer.</summary>
    /// <param name="instance">The instance; its own batch is not looked at.</param>
    public PrefillMemo(PrefillSpec instance)
    {
        _instance = instance;
        _phases = ParallelPhases.ForShards(instance.Model.MoeLayers);
        _rounds = new PrefillRounds(instance, _phases);
        _path = new PrefillPath(instance, PlaceOf);
        _times = [.. Enumerable.Range(0, instance.Microbatches)
            .Select(_ => new VirtualDuration[_rounds.Width + (2 * Stages)])];
        _microbatches = new PricedMicrobatch[instance.Microbatches];
    }

    /// <summary>Numbers of tokens for which rounds were computed: what filling the table cost.</summary>
    public int Filled => _rounds.Filled;

    /// <inheritdoc/>
    public VirtualDuration TimeOf(ImmutableArray<PrefillSequence> sequences)
    {
        var batch = _instance.With(sequences);
        if (batch.Sequences.IsEmpty)
        {
            return VirtualDuration.Zero;
        }

        var packed = batch.Pack();
        for (var i = 0; i < packed.Length; i++)
        {
            _microbatches[i] = Priced(PrefillMicrobatch.TokensOf(batch, packed[i]), _times[i]);
        }

        // The first die has the most prompts.
        var prompts = batch.TokensOf(batch.Sequences.Length, 0);
        return _path.TimeOf(_microbatches) + PrefillDieTimes.HeadOf(batch, prompts);
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose() => _phases.Dispose();

    private PricedMicrobatch Priced(PrefillTokens tokens, VirtualDuration[] times)
    {
        if (tokens.New == 0)
        {
            return default;
        }

        // The first die has the most tokens and heads, the last one the fewest tokens.
        _rounds.Read(tokens.New, times);
        var heads = _instance.HeadsOf(0);
        Price(_instance.TokensOf(tokens.New, 0), PrefillDieKind.WithTokens);
        if (tokens.New >= _instance.Dies)
        {
            return new PricedMicrobatch(times, Kinds: 1);
        }

        Price(0, PrefillDieKind.WithoutTokens);
        return new PricedMicrobatch(times, Kinds: 2);

        void Price(int own, PrefillDieKind kind)
        {
            var die = PrefillDieTimes.Of(_instance, tokens, own, heads);
            for (var stage = 0; stage < Stages; stage++)
            {
                times[PlaceOf((PrefillStage)stage, kind)] = die[(PrefillStage)stage];
            }
        }
    }

    private int PlaceOf(PrefillStep step, PrefillDieKind kind) =>
        _rounds.PlaceOf(step, kind) ?? PlaceOf(step.Stage, kind);

    private int PlaceOf(PrefillStage stage, PrefillDieKind kind) => _rounds.Width + ((int)kind * Stages) + (int)stage;
}
