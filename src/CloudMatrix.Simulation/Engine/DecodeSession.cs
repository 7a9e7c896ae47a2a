using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// A decode run in this process, step by step: the embedded engine as a library.
/// </summary>
/// <example>
/// <code>
/// var spec = DecodeSpecReader.Read(new DecodeOptions { Batch = 8, Steps = 3 });
/// using var session = DecodeSession.Start(spec);
/// for (var step = 0; step &lt; spec.Steps; step++)
/// {
///     session.RunStep();
/// }
///
/// Console.WriteLine(session.Report().TpotMs);
/// </code>
/// </example>
public sealed class DecodeSession : IDisposable
{
    private readonly DecodeRunSpec _run;
    private readonly ParallelPhases _phases;
    private readonly EmbeddedDecode _decode;
    private readonly SortedDictionary<int, List<TimelineSpan>> _timelines;
    private int _steps;

    private DecodeSession(DecodeRunSpec run, ParallelPhases phases, IEnumerable<RankId> watched)
    {
        _run = run;
        _phases = phases;
        _decode = new EmbeddedDecode(run, CountsPayload.Build(run, phases), phases);
        _timelines = new(watched.ToDictionary(die => die.Index, _ => new List<TimelineSpan>()));
        Restart();
    }

    /// <summary>The run with its operating point.</summary>
    public DecodeRunSpec Run => _run;

    /// <summary>Threads that work on it.</summary>
    public int Workers => _phases.Workers;

    /// <summary>What the watched dies did since the start, die by die.</summary>
    public ImmutableArray<TimelineSpan> Timeline => [.. _timelines.Values.SelectMany(spans => spans)];

    /// <summary>Settles the operating point, places the experts and allocates all windows.</summary>
    /// <param name="spec">What to run.</param>
    /// <param name="watched">Dies whose timeline is recorded, none of them twice.</param>
    /// <exception cref="ArgumentOutOfRangeException">A watched die is not one of the instance.</exception>
    public static DecodeSession Start(DecodeSpec spec, params IEnumerable<RankId> watched)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(watched);
        foreach (var rank in watched)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(rank.Index, nameof(watched));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rank.Index, spec.Dies, nameof(watched));
        }

        var phases = ParallelPhases.ForShards(spec.Nodes);
        var point = OperatingPointSearch.Fastest(spec, phases);
        return new DecodeSession(new DecodeRunSpec(spec, point), phases, watched);
    }

    /// <summary>Runs the next step of all requests.</summary>
    /// <exception cref="InvariantViolationException">Something that must always hold did not.</exception>
    public void RunStep()
    {
        _decode.RunStep();
        _steps++;
    }

    /// <summary>Forgets the steps run so far, as a warm-up.</summary>
    public void Restart()
    {
        _steps = 0;
        _decode.Restart(die => _timelines.GetValueOrDefault(die.Index));
        foreach (var spans in _timelines.Values)
        {
            spans.Clear();
        }
    }

    /// <summary>The report of the steps run since the start.</summary>
    /// <exception cref="InvalidOperationException">No step has been run.</exception>
    public DecodeReport Report() => _steps > 0
        ? DecodeReports.Write(_run, _decode.Total(), _decode.Now - VirtualTime.Zero, _steps)
        : throw new InvalidOperationException("There is no report before the first step.");

    /// <summary>Ends the threads.</summary>
    public void Dispose() => _phases.Dispose();
}
