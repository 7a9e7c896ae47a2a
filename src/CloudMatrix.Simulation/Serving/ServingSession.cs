using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>Serves a trace in this process: hands out messages in their order until there are none.</summary>
/// <example>
/// <code>
/// var spec = ServingSpecReader.Read(new ServingOptions { Trace = TraceReader.FromFile("trace.jsonl", BadLines.Refuse) });
/// using var session = ServingSession.Start(spec);
/// session.Run();
/// Console.WriteLine(session.Report().TtftMs.P99);
/// </code>
/// </example>
public sealed class ServingSession : IDisposable
{
    private readonly ServingSpec _spec;
    private readonly ServingParts _parts;
    private readonly IServingTimes _times;
    private readonly EventQueue _events;
    private readonly Outbox _outbox = new();

    /// <summary>A service before its first request.</summary>
    /// <param name="spec">The service.</param>
    /// <param name="times">What batches and iterations take; ended with the session.</param>
    internal ServingSession(ServingSpec spec, IServingTimes times)
    {
        _spec = spec;
        _times = times;
        _parts = new ServingParts(spec, times);
        _events = new EventQueue(spec.Options.Seed);
        _events.Add(PartId.Scheduler, spec.Arrivals[0], new ToScheduler.Arrives(0));
        for (var failure = 0; failure < spec.Failures.Length; failure++)
        {
            _events.Add(PartId.Scheduler, spec.Failures[failure].At, new ToScheduler.Fails(failure));
        }
    }

    /// <summary>Places the experts, and makes a service before its first request.</summary>
    public static ServingSession Start(ServingSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return new ServingSession(spec, new ServingTimes(spec));
    }

    /// <summary>The requests so far, in the order of the trace.</summary>
    public IReadOnlyList<RequestRecord> Requests => _parts.Ledger.Records;

    /// <summary>Requests that have completed or are refused.</summary>
    public int Ended => _parts.Ledger.Ended;

    /// <summary>Messages handed out so far.</summary>
    public long Events => _events.Taken;

    /// <summary>Virtual time so far.</summary>
    public VirtualTime Now => _events.Now;

    /// <summary>The parts, for tests of what must hold between messages.</summary>
    internal ServingParts Parts => _parts;

    /// <summary>Hands out the next message.</summary>
    /// <returns>Whether there was one; if not, every request has completed or is refused.</returns>
    /// <exception cref="InvariantViolationException">Something that must always hold did not.</exception>
    public bool TryStep()
    {
        if (!_events.TryTake(out var key, out var message))
        {
            _parts.Scheduler.Close(_events.Now);
            return false;
        }

        _parts[key.Part].Handle(message, key.Time, _outbox);
        _events.Add(_outbox);
        return true;
    }

    /// <summary>Serves the whole trace.</summary>
    /// <exception cref="InvariantViolationException">Something that must always hold did not.</exception>
    public void Run()
    {
        while (TryStep())
        {
        }
    }

    /// <summary>The report.</summary>
    /// <exception cref="InvalidOperationException">Some request is still on its way.</exception>
    public ServingReport Report() => Requests.All(request => request.Outcome != ServedAs.Pending)
        ? ServingReports.Write(_spec, _parts)
        : throw new InvalidOperationException("There is no report before every request has ended.");

    /// <summary>Ends what measures times.</summary>
    public void Dispose() => _times.Dispose();
}
