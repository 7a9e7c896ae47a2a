using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// A service as every engine runs it: the queue of messages, the scheduler that sends the first of them, and what
/// becomes of each request. The engine hands messages to the other parts and brings back what they send.
/// </summary>
internal sealed class ServingDesk
{
    private readonly List<ImmutableArray<KvBlockKey>> _keys = [];
    private readonly Queue<int> _arrivals = [];
    private readonly SchedulerCore _scheduler;
    private readonly EventQueue _events;
    private readonly Outbox _outbox = new();

    /// <summary>A service before its first request.</summary>
    public ServingDesk(ServingSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        Terms = new ServingTerms(spec);
        Ledger = new RequestLedger(spec.Options.Seed);
        _scheduler = new SchedulerCore(Terms.Scheduler(request => _keys[request]), Ledger);
        _events = new EventQueue(spec.Options.Seed);
        for (var failure = 0; failure < spec.Failures.Length; failure++)
        {
            _events.Add(PartId.Scheduler, spec.Failures[failure].At, new ToScheduler.Fails(failure));
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

    /// <summary>Requests whose prompts were sent to prefill and have no first token yet.</summary>
    public int Prefilling => _scheduler.Watch.Prompts.Count;

    /// <summary>Requests whose prompts are computed and whose texts are not complete.</summary>
    public int Decoding => _scheduler.Watch.Texts.Count;

    /// <summary>When something happens next; null where nothing will.</summary>
    public VirtualTime? NextAt
    {
        get
        {
            Feed();
            return _events.NextAt;
        }
    }

    /// <summary>A service with all requests of a trace before it.</summary>
    public static ServingDesk For(ReplaySpec replay)
    {
        ArgumentNullException.ThrowIfNull(replay);
        var desk = new ServingDesk(replay.Service);
        var keys = new TraceKeys(replay.Options.Trace, replay.Service.Options.BlockTokens);
        for (var request = 0; request < replay.Arrivals.Length; request++)
        {
            var (_, input, output, _) = replay.Options.Trace.Requests[request];
            desk.Submit(replay.Arrivals[request], (input, output), ImmutableArray.Create(keys.Of(request)));
        }

        return desk;
    }

    /// <summary>A request that will arrive.</summary>
    /// <param name="at">When: not before now, nor before one that was submitted earlier.</param>
    /// <param name="tokens">Of its prompt, and of its text.</param>
    /// <param name="keys">The keys of the prompt's blocks, in order.</param>
    /// <returns>Its number.</returns>
    public int Submit(VirtualTime at, (int Input, int Output) tokens, ImmutableArray<KvBlockKey> keys)
    {
        var request = Ledger.Add(at, tokens.Input, tokens.Output);
        _keys.Add(keys);
        _arrivals.Enqueue(request);
        return request;
    }

    /// <summary>Nobody wants a request any more.</summary>
    public void Cancel(int request)
    {
        // Whoever arrives now came first, whether anybody has looked at the queue since or not.
        Feed();
        _events.Add(PartId.Scheduler, _events.Now, new ToScheduler.IsCancelled(request));
    }

    /// <summary>The keys of a request's prompt.</summary>
    public ImmutableArray<KvBlockKey> KeysOf(int request) => _keys[request];

    /// <summary>Takes the next message.</summary>
    /// <param name="key">Who gets it, and when.</param>
    /// <param name="message">What it says; null where it was the scheduler's own, which has got it.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="InvariantViolationException">Something that must always hold did not.</exception>
    public bool TryTake(out EventKey key, out IServingMessage? message)
    {
        Feed();
        if (!_events.TryTake(out key, out message))
        {
            return false;
        }

        if (key.Part.Kind == PartKind.Scheduler)
        {
            _scheduler.Handle(message, key.Time, _outbox);
            _events.Add(_outbox);
            message = null;
        }

        return true;
    }

    /// <summary>What a part sent because of the message that it was handed.</summary>
    public void Add(Outbox sent) => _events.Add(sent);

    /// <summary>Nothing will happen any more: whoever still waits is refused.</summary>
    public void Close() => _scheduler.Close(_events.Now);

    // Requests join the queue of messages when they are next, so that it stays short.
    private void Feed()
    {
        while (_arrivals.TryPeek(out var request)
            && !(_events.NextAt < Ledger.Records[request].ArrivedAt))
        {
            _arrivals.Dequeue();
            _events.Add(PartId.Scheduler, Ledger.Records[request].ArrivedAt, new ToScheduler.Arrives(request));
        }
    }
}
