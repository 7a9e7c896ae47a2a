using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>What decodes of this silo measure, once a step; nothing is computed where nobody listens.</summary>
internal sealed class DecodeMeter
{
    private const string Rows = "{row}";

    private static readonly DecodeLife[] Ends = [DecodeLife.Done, DecodeLife.Cancelled, DecodeLife.Failed];

    private static readonly InstrumentAdvice<double> StepBounds = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    private readonly BusMeter _bus;
    private readonly Counter<long> _steps;
    private readonly Counter<long> _replays;
    private readonly Counter<long> _runs;
    private readonly Counter<double> _tokens;
    private readonly Counter<long> _dispatched;
    private readonly Counter<long> _combined;
    private readonly Histogram<double> _modelled;
    private readonly Histogram<double> _wall;
    private readonly Gauge<double> _wallRatio;
    private readonly Gauge<double> _expertLoad;
    private readonly Gauge<long> _requests;
    private readonly Gauge<long> _hbm;
    private readonly Gauge<long> _hbmOfDies;

    public DecodeMeter(IMeterFactory meters, BusMeter bus)
    {
        var meter = meters.Create(GrainsTelemetry.Name);
        _bus = bus;
        _steps = meter.CreateCounter<long>("cloudmatrix.decode.steps", "{step}", "Steps that decodes have ended.");
        _replays = meter.CreateCounter<long>(
            "cloudmatrix.decode.replays", "{step}", "Steps begun again because a host was lost.");
        _runs = meter.CreateCounter<long>("cloudmatrix.decode.runs", "{run}", "Runs that are over, by how they ended.");
        _tokens = meter.CreateCounter<double>(
            "cloudmatrix.decode.tokens", "{token}", "Tokens gained; the expected number where a run only prices.");
        _dispatched = meter.CreateCounter<long>(
            "cloudmatrix.decode.rows.dispatched", Rows, "Rows sent to expert slots.");
        _combined = meter.CreateCounter<long>("cloudmatrix.decode.rows.combined", Rows, "Rows that came back.");
        _modelled = meter.CreateHistogram(
            "cloudmatrix.decode.step.modelled", "s", "Virtual time of a step.", tags: null, StepBounds);
        _wall = meter.CreateHistogram(
            "cloudmatrix.decode.step.wall", "s", "Real time of a step.", tags: null, StepBounds);
        _wallRatio = meter.CreateGauge<double>(
            "cloudmatrix.decode.step.wall_to_modelled", "1", "Real over virtual time of the last step.");
        _expertLoad = meter.CreateGauge<double>(
            "cloudmatrix.decode.expert.load", "1", "Rows of the hottest expert slot over the mean, in the last step.");
        _requests = meter.CreateGauge<long>(
            "cloudmatrix.decode.requests", "{request}", "Requests in the batch, and those that wait for a place.");
        _hbm = meter.CreateGauge<long>(
            "cloudmatrix.decode.hbm", "By", "Memory of all dies of the instance, by what it holds.");
        _hbmOfDies = meter.CreateGauge<long>(
            "cloudmatrix.decode.hbm.die", "By", "The least and the most of it that one die has.");
    }

    /// <summary>Whether anybody listens.</summary>
    private bool IsHeard => _steps.Enabled;

    /// <summary>A step has ended.</summary>
    public void EndStep(string instance, DecodeSpec spec, StepRecord record)
    {
        if (!IsHeard)
        {
            return;
        }

        var tag = TagOf(instance);
        var facts = record.FactsOf(spec);
        _steps.Add(1, tag);
        _tokens.Add(facts.Requests.Tokens, tag);
        _dispatched.Add(facts.RowsDispatched, tag);
        _combined.Add(facts.RowsCombined, tag);
        _modelled.Record(facts.Modelled.TotalSeconds, tag);
        _wall.Record(facts.Wall.TotalSeconds, tag);
        _wallRatio.Record(facts.WallRatio, tag);
        _expertLoad.Record(facts.ExpertLoad, tag);
        _bus.Count(spec.Machine.ExpertParallel.Plane, facts.Traffic);
        TellRequests(tag, facts.Requests.Running, facts.Requests.Waiting);
    }

    /// <summary>An instance has taken memory for a run. What counts rare things is there from now on, at zero: whoever
    /// watches a counter grow does not see one that begins with 1.</summary>
    public void Begin(string instance, DecodeSpec spec)
    {
        var tag = TagOf(instance);
        _replays.Add(0, tag);
        foreach (var end in Ends)
        {
            _runs.Add(0, tag, OutcomeOf(end));
        }

        if (IsHeard)
        {
            TellMemory(instance, [.. Enumerable.Range(0, spec.Dies).Select(die => HbmAccount.Of(spec, die))]);
        }
    }

    /// <summary>A run was begun again from its last boundary.</summary>
    public void Replay(string instance) => _replays.Add(1, TagOf(instance));

    /// <summary>A run is over.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="life">How it ended.</param>
    public void End(string instance, DecodeLife life)
    {
        _runs.Add(1, TagOf(instance), OutcomeOf(life));
        Leave(instance);
    }

    /// <summary>A run is over, or goes on on another silo: its requests and its memory are not here.</summary>
    public void Leave(string instance)
    {
        TellRequests(TagOf(instance), 0, 0);
        TellMemory(instance, [new HbmUse(0, 0, 0, 0)]);
    }

    private static KeyValuePair<string, object?> OutcomeOf(DecodeLife life) =>
        new("outcome", life.ToString().ToLowerInvariant());

    private static KeyValuePair<string, object?> TagOf(string instance) => new(GrainsTelemetry.Instance, instance);

    private void TellRequests(KeyValuePair<string, object?> tag, int running, int waiting)
    {
        _requests.Record(running, tag, new("state", "running"));
        _requests.Record(waiting, tag, new("state", "waiting"));
    }

    private void TellMemory(string instance, ImmutableArray<HbmUse> dies)
    {
        TellMemory(instance, "weights", [.. dies.Select(die => die.Weights)]);
        TellMemory(instance, "kv", [.. dies.Select(die => die.Kv)]);
        TellMemory(instance, "buffers", [.. dies.Select(die => die.Buffers)]);
        TellMemory(instance, "free", [.. dies.Select(die => die.Free)]);
    }

    private void TellMemory(string instance, string use, ImmutableArray<long> dies)
    {
        var (tag, useTag) = (TagOf(instance), new KeyValuePair<string, object?>("use", use));
        _hbm.Record(dies.Sum(), tag, useTag);
        _hbmOfDies.Record(dies.Min(), tag, useTag, new("stat", "min"));
        _hbmOfDies.Record(dies.Max(), tag, useTag, new("stat", "max"));
    }
}
