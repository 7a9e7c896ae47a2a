using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// The dies of a prefill instance and one batch on them: puts the steps of the schedule on each die's streams. Knows no
/// clock and no thread.
/// </summary>
/// <remarks>
/// A stage starts on a die when its stream is free and its microbatch ready. So does a collective, which keeps the
/// die's port until all that the die sends has left and all that is sent to it has arrived.
/// </remarks>
internal sealed class PrefillCore
{
    private readonly PrefillSpec _spec;
    private readonly ImmutableArray<PrefillMicrobatch> _microbatches;
    private readonly ImmutableArray<SdmaPort> _ports;
    private readonly ImmutableArray<DieStreams> _streams;
    private readonly Departures _departures;
    private readonly IReadOnlyDictionary<int, List<PrefillSpan>> _timelines;

    /// <summary>An instance at rest.</summary>
    /// <param name="spec">The batch.</param>
    /// <param name="microbatches">Its microbatches.</param>
    /// <param name="timelines">Lists that watched dies record their spans in, by die.</param>
    public PrefillCore(
        PrefillSpec spec,
        ImmutableArray<PrefillMicrobatch> microbatches,
        IReadOnlyDictionary<int, List<PrefillSpan>> timelines)
    {
        var streams = Enum.GetValues<PrefillStream>().Length;
        _spec = spec;
        _microbatches = microbatches;
        _timelines = timelines;
        _ports = [.. RoutedTerms.Of(spec).Neighbours.Select(neighbours => new SdmaPort(spec, neighbours))];
        _streams = [.. _ports.Select(_ => new DieStreams(microbatches.Length, streams))];
        _departures = new Departures(spec.Dies);
    }

    /// <summary>What the dies counted.</summary>
    public PrefillTally Tally { get; } = new();

    private VirtualTime AllReady => _streams.Max(streams => streams.AllReady);

    /// <summary>Runs the batch.</summary>
    /// <returns>When the last die has done it.</returns>
    /// <exception cref="InvariantViolationException">Not every row came back.</exception>
    public VirtualTime Run()
    {
        var moeBegin = VirtualTime.Zero;
        foreach (var step in PrefillSchedule.Of(_spec.Model, _microbatches.Length))
        {
            if (step == new PrefillStep(PrefillStage.DownProjection, _spec.Model.DenseLayers, 0))
            {
                moeBegin = AllReady;
            }

            Run(step);
        }

        Tally.MoeLayers = AllReady - moeBegin;
        return RunHead();
    }

    private void Run(PrefillStep step)
    {
        var microbatch = _microbatches[step.Microbatch];
        if (microbatch.Tokens == 0)
        {
            return;
        }

        if (step.WaitsForAll)
        {
            Exchange(step, microbatch.CollectiveOf(step));
            Count(step, microbatch);
            return;
        }

        for (var die = 0; die < _streams.Length; die++)
        {
            var start = StartOf(step, die);
            End(step, die, (start, start + microbatch.TimeOf(step, die)));
        }
    }

    private void Exchange(PrefillStep step, Collective collective)
    {
        for (var die = 0; die < _streams.Length; die++)
        {
            _ports[die].Send(collective, _departures, StartOf(step, die));
        }

        for (var die = 0; die < _streams.Length; die++)
        {
            End(step, die, (StartOf(step, die), _ports[die].End(collective, _departures)));
        }

        Tally.BusBytes += collective.BusBytes;
    }

    private VirtualTime StartOf(PrefillStep step, int die) =>
        _streams[die].StartOn((int)step.Stream, step.Microbatch);

    private void End(PrefillStep step, int die, (VirtualTime Start, VirtualTime End) span)
    {
        if (step.IsAside)
        {
            _streams[die].EndAside((int)step.Stream, span.End);
        }
        else
        {
            _streams[die].EndOn((int)step.Stream, step.Microbatch, span.End);
        }

        Record(step, die, span);
    }

    private void Record(PrefillStep step, int die, (VirtualTime Start, VirtualTime End) span)
    {
        Tally.Add(step, span.End - span.Start);
        if (step.Layer >= _spec.Model.DenseLayers)
        {
            Tally.AddStage(step, span.End - span.Start);
        }

        if (_timelines.TryGetValue(die, out var spans))
        {
            spans.Add(new PrefillSpan(new RankId(die), step, span.Start, span.End));
        }
    }

    // Rows are counted where they leave and where they come back.
    private void Count(PrefillStep step, PrefillMicrobatch microbatch)
    {
        if (step.Stage == PrefillStage.Dispatch)
        {
            var routed = microbatch.RoutedIn(step.Layer);
            Tally.RowsDispatched += (long)microbatch.Tokens * _spec.Model.ExpertsPerToken;
            Tally.AddLoad(routed);
        }
        else if (step.Stage == PrefillStage.Combine)
        {
            var expected = (long)microbatch.Tokens * _spec.Model.ExpertsPerToken;
            var combined = microbatch.RoutedIn(step.Layer).BySlot.Sum(rows => (long)rows);
            Tally.RowsCombined += combined == expected ? combined : throw RowsLost(step, expected, combined);
        }
    }

    // The first token of each prompt, when all microbatches are done; prompts are dealt to dies in turn.
    private VirtualTime RunHead()
    {
        var end = VirtualTime.Zero;
        var step = new PrefillStep(PrefillStage.Head, _spec.Model.Layers - 1, 0);
        for (var die = 0; die < _streams.Length; die++)
        {
            var prompts = _spec.TokensOf(_spec.Sequences.Length, die);
            var start = _streams[die].AllReady;
            var sampled = start + PrefillDieTimes.HeadOf(_spec, prompts);
            Record(step, die, (start, sampled));
            end = VirtualTime.Max(end, sampled);
        }

        return end;
    }

    private InvariantViolationException RowsLost(PrefillStep step, long dispatched, long combined) =>
        new(new InvariantViolation(
            "rows dispatched = rows combined",
            AllReady,
            $"layer {step.Layer}, microbatch {step.Microbatch}",
            $"{dispatched} rows",
            $"{combined} rows",
            _spec.Seed));
}
