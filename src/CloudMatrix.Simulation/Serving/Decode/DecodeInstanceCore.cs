using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// A decode instance among others: requests reserve a place, their keys and values arrive, and they are decoded
/// together, entering and leaving between iterations.
/// </summary>
/// <remarks>
/// <code>
/// 1  Reserve         a die has a place and memory: the prompt may be computed; else the request waits
/// 2  KvComes         the first byte leaves a prefill die: it passes the decode die's port after those before it
/// 3  KvArrived       the request joins at the next token boundary; an iteration never waits for it
/// 4  IterationEnds   tokens; those whose text is complete leave, and those who wait may reserve
/// </code>
/// Source: arXiv:2506.12708 §4.1 (token boundaries), §4.3.3 (asynchronous prefill).
/// </remarks>
internal sealed class DecodeInstanceCore : IServingPart
{
    private readonly PartId _id;
    private readonly DecodeTerms _terms;
    private readonly DecodePlaces _places;
    private readonly DecodeBatch _batch;
    private readonly List<DecodingRequest> _joining = [];
    private readonly List<DecodingRequest> _ended = [];
    private readonly VirtualTime[] _portFreeAt;
    private DecodeTotals _totals;
    private VirtualTime? _iterationBegan;
    private long _iteration;
    private int _fabric;
    private bool _isDown;
    private bool _isDraining;

    /// <summary>An instance at rest.</summary>
    public DecodeInstanceCore(PartId id, DecodeTerms terms)
    {
        _id = id;
        _terms = terms;
        _places = new DecodePlaces(id, terms);
        _batch = new DecodeBatch(terms.KvBlocks.Length);
        _portFreeAt = new VirtualTime[terms.KvBlocks.Length];
    }

    /// <summary>What it has done.</summary>
    public DecodeTotals Totals => _totals with { KvBlocksMax = _places.Blocks.Max(blocks => blocks.UsedMax) };

    /// <summary>Places and memory.</summary>
    public DecodePlaces Places => _places;

    /// <summary>Requests that are decoded, or will be in the next iteration.</summary>
    public int Running => _batch.Count + _joining.Count;

    /// <inheritdoc/>
    public void Handle(IServingMessage message, VirtualTime now, Outbox outbox)
    {
        _isDraining |= message is ToDecode.Drains;
        Take(message, now, outbox);
        if (_isDraining && _places.IsEmpty)
        {
            _isDraining = false;
            outbox.Send(PartId.Scheduler, now, new ToScheduler.IsEmpty(_id));
        }
    }

    private void Take(IServingMessage message, VirtualTime now, Outbox outbox)
    {
        switch (message)
        {
            case ToDecode.Reserve reserve:
                _places.Ask(reserve);
                Admit(now, outbox);
                break;
            case ToDecode.KvComes comes:
                Receive(comes, now, outbox);
                break;
            case ToDecode.KvArrived arrived:
                outbox.Send(arrived.From, now, new ToPrefill.Copied(arrived.Attempt));
                Join(arrived.Attempt, now, outbox);
                break;
            case ToDecode.IterationEnds ends when _iterationBegan is { } began && ends.Iteration == _iteration:
                End(began, now, outbox);
                break;
            case ToDecode.Release release:
                Leave(release.Attempt);
                Admit(now, outbox);
                break;
            case ToDecode.FabricChanges changes:
                _fabric = changes.Fabric;
                break;
            case ToDecode.Stops stops:
                Stop(stops, now, outbox);
                break;
            case ToDecode.Starts:
                _isDown = false;
                Admit(now, outbox);
                Begin(now, outbox);
                break;
        }
    }

    private void Admit(VirtualTime now, Outbox outbox)
    {
        while (!_isDown && _places.TryAdmit(out var attempt, out var rank))
        {
            outbox.Send(PartId.Scheduler, now, new ToScheduler.Reserved(attempt, rank));
        }
    }

    // Whoever waits no more lets go at once.
    private void Receive(ToDecode.KvComes comes, VirtualTime now, Outbox outbox)
    {
        if (_places.Find(comes.Attempt) is not { } place)
        {
            outbox.Send(comes.From, now, new ToPrefill.Copied(comes.Attempt));
            return;
        }

        ref var portFreeAt = ref _portFreeAt[place.Rank.Index];
        portFreeAt = VirtualTime.Max(now + _terms.Movement.HandoverLatency, portFreeAt)
            + _terms.Movement.HandoverTime(comes.Size);
        outbox.Send(_id, portFreeAt, new ToDecode.KvArrived(comes.Attempt, comes.From));
    }

    private void Join(Attempt attempt, VirtualTime now, Outbox outbox)
    {
        if (_places.Find(attempt) is not { } place)
        {
            return;
        }

        var (tokens, remaining) = (place.Ask.Tokens, place.Ask.Remaining);
        var drafts = SeededStream.Derive(_terms.Seed, "drafts", attempt.Request, attempt.Number);
        _joining.Add(new DecodingRequest(attempt, place.Rank, tokens - remaining, remaining, drafts));
        Begin(now, outbox);
    }

    private void Begin(VirtualTime now, Outbox outbox)
    {
        if (_isDown || _iterationBegan is not null)
        {
            return;
        }

        foreach (var request in _joining)
        {
            _batch.Join(request);
        }

        _joining.Clear();
        if (_batch.Count > 0)
        {
            _iterationBegan = now;
            outbox.Send(_id, now + _terms.Times[_fabric].StepOf(_batch.Load), new ToDecode.IterationEnds(_iteration));
        }
    }

    private void End(VirtualTime began, VirtualTime now, Outbox outbox)
    {
        var requests = _batch.Count;
        var tokens = _batch.Advance(_terms, _ended);
        _totals += new DecodeTotals
        {
            Busy = now - began,
            Iterations = 1,
            RequestIterations = requests,
            BatchMax = requests,
            Tokens = tokens,
        };
        foreach (var request in _ended)
        {
            _places.Release(request.Attempt);
            outbox.Send(PartId.Scheduler, now, new ToScheduler.Decoded(request.Attempt, request.Generated));
        }

        if (_terms.News == TokenNews.EachIteration && _batch.Count > 0)
        {
            outbox.Send(PartId.Scheduler, now, new ToScheduler.Generated(_batch.Progress));
        }

        if (_ended.Count > 0)
        {
            _ended.Clear();
            Admit(now, outbox);
        }

        _iteration++;
        _iterationBegan = null;
        Begin(now, outbox);
    }

    private int Leave(Attempt attempt)
    {
        _places.Release(attempt);
        _joining.RemoveAll(request => request.Attempt == attempt);
        return _batch.Remove(attempt) ?? 0;
    }

    // What an iteration under way would have brought is lost with it: nobody has seen those tokens.
    private void Stop(ToDecode.Stops stops, VirtualTime now, Outbox outbox)
    {
        _isDown = true;
        _totals += new DecodeTotals { Busy = now - (_iterationBegan ?? now) };
        _iterationBegan = null;
        _iteration++;
        foreach (var attempt in _places.On(stops.First, stops.End))
        {
            outbox.Send(PartId.Scheduler, now, new ToScheduler.Lost(attempt, Leave(attempt)));
        }

        if (stops.First.Index == 0 && stops.End.Index == _portFreeAt.Length)
        {
            foreach (var attempt in _places.DropWaiting())
            {
                outbox.Send(PartId.Scheduler, now, new ToScheduler.Lost(attempt, Generated: 0));
            }
        }
    }
}
