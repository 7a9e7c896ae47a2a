using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>Replays a trace in this process: hands out messages in their order until there are none.</summary>
/// <example>
/// <code>
/// var trace = TraceReader.FromFile("samples/traces/conversation.jsonl", BadLines.Refuse);
/// using var session = ServingSession.Start(ReplaySpecReader.Read(new ReplayOptions { Trace = trace }));
/// session.Run();
/// Console.WriteLine(session.Report().TtftMs!.P99);
/// </code>
/// </example>
public sealed class ServingSession : IDisposable
{
    private readonly ReplaySpec _spec;
    private readonly ServingDesk _desk;
    private readonly ServingParts _parts;
    private readonly IServingTimes _times;
    private readonly Outbox _outbox = new();

    /// <summary>A service before its first request.</summary>
    /// <param name="spec">The service and its trace.</param>
    /// <param name="times">What batches and iterations take; ended with the session.</param>
    internal ServingSession(ReplaySpec spec, IServingTimes times)
    {
        _spec = spec;
        _times = times;
        _desk = ServingDesk.For(spec);
        _parts = new ServingParts(_desk.Terms, times);
    }

    /// <summary>The requests so far, in the order of the trace.</summary>
    public IReadOnlyList<RequestRecord> Requests => _desk.Ledger.Records;

    /// <summary>Requests that have completed or are refused.</summary>
    public int Ended => _desk.Ledger.Ended;

    /// <summary>Messages handed out so far.</summary>
    public long Events => _desk.Taken;

    /// <summary>Virtual time so far.</summary>
    public VirtualTime Now => _desk.Now;

    /// <summary>The parts, for tests of what must hold between messages.</summary>
    internal ServingParts Parts => _parts;

    /// <summary>Which instances there are, for the same.</summary>
    internal RoleLog Roles => _desk.Ledger.Roles;

    /// <summary>Places the experts, and makes a service before its first request.</summary>
    public static ServingSession Start(ReplaySpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return new ServingSession(spec, new ServingTimes(spec.Service));
    }

    /// <summary>Hands out the next message.</summary>
    /// <returns>Whether there was one; if not, every request has completed or is refused.</returns>
    /// <exception cref="InvariantViolationException">Something that must always hold did not.</exception>
    public bool TryStep()
    {
        if (!_desk.TryTake(out var key, out var message))
        {
            _desk.Close();
            return false;
        }

        if (message is not null)
        {
            _parts[key.Part].Handle(message, key.Time, _outbox);
            _desk.Add(_outbox);
        }

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
    public ServingReport Report() => ServingReports.Write(_spec, _desk.Ledger, _parts.Totals);

    /// <summary>Ends what measures times.</summary>
    public void Dispose() => _times.Dispose();
}
