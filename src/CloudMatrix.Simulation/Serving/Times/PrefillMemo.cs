using System.Collections.Immutable;
using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// What batches take, as the die goes through them that everyone waits for: the steps of the schedule on its three
/// streams, with collectives and experts that take as long as they take the slowest die.
/// </summary>
/// <remarks>
/// All dies meet in five collectives of each microbatch and layer, so that a batch takes what it takes one die that is
/// the slowest in everything. Stages that depend on a die's own tokens, on contexts and on heads are priced for every
/// batch; the others are a table over tokens (<see cref="PrefillRounds"/>). An answer depends on the batch alone.
/// One thread may ask. Why so: docs/decisions/0015.
/// </remarks>
internal sealed class PrefillMemo : IPrefillTimes, IDisposable
{
    private readonly PrefillSpec _instance;
    private readonly ParallelPhases _phases;
    private readonly PrefillRounds _rounds;
    private readonly ImmutableArray<Place> _steps;
    private readonly DieStreams _streams;
    private readonly double[][] _times;

    /// <summary>Samples the routing of every layer.</summary>
    /// <param name="instance">The instance; its own batch is not looked at.</param>
    public PrefillMemo(PrefillSpec instance)
    {
        _instance = instance;
        _phases = ParallelPhases.ForShards(instance.Model.MoeLayers);
        _rounds = new PrefillRounds(instance, _phases);
        _steps = [.. PrefillSchedule.Of(instance.Model, instance.Microbatches).Select(PlaceOf)];
        _streams = new DieStreams(instance.Microbatches, Enum.GetValues<PrefillStream>().Length);
        _times = [.. Enumerable.Range(0, instance.Microbatches)
            .Select(_ => new double[_rounds.Width + Enum.GetValues<PrefillStage>().Length])];
    }

    /// <summary>Numbers of tokens for which rounds were computed: what filling the table cost.</summary>
    public int Filled => _rounds.Filled;

    /// <inheritdoc/>
    public VirtualDuration TimeOf(ImmutableArray<PrefillSequence> sequences)
    {
        // Prompts that are cached whole have nothing to do here.
        var batch = _instance with { Sequences = [.. sequences.Where(sequence => sequence.NewTokens > 0)] };
        if (batch.Sequences.IsEmpty)
        {
            return VirtualDuration.Zero;
        }

        var packed = batch.Pack();
        for (var microbatch = 0; microbatch < packed.Length; microbatch++)
        {
            Price(PrefillMicrobatch.TokensOf(batch, packed[microbatch]), _times[microbatch]);
        }

        _streams.Begin(VirtualTime.Zero);
        foreach (var step in _steps)
        {
            if (!packed[step.Microbatch].IsEmpty)
            {
                Run(step);
            }
        }

        var head = PrefillDieTimes.HeadOf(batch, batch.TokensOf(batch.Sequences.Length, 0));
        return _streams.AllReady + head - VirtualTime.Zero;
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose() => _phases.Dispose();

    private void Price(PrefillTokens tokens, double[] times)
    {
        if (tokens.New == 0)
        {
            return;
        }

        // The first die has the most tokens and heads.
        var die = PrefillDieTimes.Of(_instance, tokens, _instance.TokensOf(tokens.New, 0), _instance.HeadsOf(0));
        _rounds.Read(tokens.New, times.AsSpan(0, _rounds.Width));
        for (var stage = 0; _rounds.Width + stage < times.Length; stage++)
        {
            times[_rounds.Width + stage] = die[(PrefillStage)stage].Picoseconds;
        }
    }

    private void Run(Place step)
    {
        var time = VirtualDuration.RoundUpToPicoseconds(_times[step.Microbatch][step.Time]);
        var end = _streams.StartOn(step.Stream, step.Microbatch) + time;
        if (step.IsAside)
        {
            _streams.EndAside(step.Stream, end);
        }
        else
        {
            _streams.EndOn(step.Stream, step.Microbatch, end);
        }
    }

    private Place PlaceOf(PrefillStep step)
    {
        var round = PrefillRounds.PlaceOf(step.Stage, step.Layer - _instance.Model.DenseLayers);
        var time = round >= 0 ? round : _rounds.Width + (int)step.Stage;
        return new Place(time, (int)step.Stream, step.Microbatch, step.IsAside);
    }

    /// <summary>A step of the schedule, and where its time stands among those of its microbatch.</summary>
    private readonly record struct Place(int Time, int Stream, int Microbatch, bool IsAside);
}
