using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// A replay as every engine runs it: the queue of messages, the scheduler that sends the first of them, and what becomes
/// of each request. The engine hands messages to the other parts and brings back what they send.
/// </summary>
internal sealed class ReplayDesk
{
    private readonly ReplaySpec _spec;
    private readonly SchedulerCore _scheduler;
    private readonly EventQueue _events;
    private readonly Outbox _outbox = new();

    /// <summary>A replay before its first request.</summary>
    public ReplayDesk(ReplaySpec spec)
    {
        _spec = spec;
        var seed = spec.Service.Options.Seed;
        var keys = new TraceKeys(spec.Options.Trace, spec.Service.Options.BlockTokens);
        Ledger = new RequestLedger([.. spec.Arrivals.Select(RecordOf)], seed);
        Terms = new ServingTerms(spec.Service);
        _scheduler = new SchedulerCore(
            Terms.Scheduler(request => ImmutableArray.Create(keys.Of(request))), Ledger);
        _events = new EventQueue(seed);
        _events.Add(PartId.Scheduler, spec.Arrivals[0], new ToScheduler.Arrives(0));
        for (var failure = 0; failure < spec.Service.Failures.Length; failure++)
        {
            _events.Add(PartId.Scheduler, spec.Service.Failures[failure].At, new ToScheduler.Fails(failure));
        }
    }

    /// <summary>What the parts work with.</summary>
    public ServingTerms Terms { get; }

    /// <summary>What becomes of each request.</summary>
    public RequestLedger Ledger { get; }

    /// <summary>Messages taken so far.</summary>
    public long Taken => _events.Taken;

    /// <summary>Virtual time so far.</summary>
    public VirtualTime Now => _events.Now;

    /// <summary>The next message that is not the scheduler's own; when there is none, every request has ended.</summary>
    /// <param name="key">Who gets it, and when.</param>
    /// <param name="message">What it says.</param>
    /// <exception cref="InvariantViolationException">Something that must always hold did not.</exception>
    public bool TryTake(out EventKey key, [NotNullWhen(true)] out IServingMessage? message)
    {
        while (_events.TryTake(out key, out message))
        {
            if (key.Part.Kind != PartKind.Scheduler)
            {
                return true;
            }

            _scheduler.Handle(message, key.Time, _outbox);
            _events.Add(_outbox);
        }

        _scheduler.Close(_events.Now);
        return false;
    }

    /// <summary>What a part sent because of the message that it was handed.</summary>
    public void Add(Outbox sent) => _events.Add(sent);

    /// <summary>The report.</summary>
    /// <param name="totals">What the parts have done.</param>
    /// <exception cref="InvalidOperationException">Some request is still on its way.</exception>
    public ServingReport Report(ServingTotals totals) => Ledger.Ended == Ledger.Records.Count
        ? ServingReports.Write(_spec, Ledger, totals)
        : throw new InvalidOperationException("There is no report before every request has ended.");

    private RequestRecord RecordOf(VirtualTime arrivesAt, int request) => new()
    {
        Request = request,
        ArrivedAt = arrivesAt,
        InputTokens = _spec.Options.Trace.Requests[request].InputTokens,

        // The first token comes with the prompt, whether it is asked for or not.
        OutputTokens = Math.Max(1, _spec.Options.Trace.Requests[request].OutputTokens),
    };
}
