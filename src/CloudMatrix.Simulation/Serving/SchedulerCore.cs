using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// The global scheduler: takes requests in, reserves their place in decode, sends their prompts to prefill, and tries
/// again where something was lost.
/// </summary>
/// <remarks>
/// <code>
/// Arrives ─▶ Reserve at a decode instance ─▶ Reserved ─▶ Compute at a prefill instance ─▶ Prefilled ─▶ Decoded
/// </code>
/// Where blocks lie in the pool does not matter to it: every NPU is equally near to them. Source: arXiv:2506.12708
/// §4.1, §4.3.3.
/// </remarks>
internal sealed class SchedulerCore : IServingPart
{
    private readonly SchedulerTerms _terms;
    private readonly RequestLedger _ledger;
    private readonly InstanceRoster _roster;
    private readonly ServiceWatch _watch;
    private readonly RoleTurns? _turns;
    private readonly Dictionary<int, PrefillTask> _prefilling = [];
    private readonly SortedSet<int> _stranded = [];

    /// <summary>A scheduler before the first request.</summary>
    public SchedulerCore(SchedulerTerms terms, RequestLedger ledger)
    {
        _terms = terms;
        _ledger = ledger;
        _roster = new InstanceRoster(terms, ledger.Roles);
        _watch = new ServiceWatch(_roster);
        _turns = terms.Roles is { } policy ? new RoleTurns(policy, _roster, _watch) : null;
    }

    /// <summary>What it has seen of its requests.</summary>
    public ServiceWatch Watch => _watch;

    /// <inheritdoc/>
    public void Handle(IServingMessage message, VirtualTime now, Outbox outbox)
    {
        Take(message, now, outbox);
        _turns?.Heard(message, now, outbox);
    }

    /// <summary>Nothing will happen any more: whoever still waits is refused.</summary>
    public void Close(VirtualTime now)
    {
        foreach (var record in _ledger.Records.Where(record => record.Outcome == ServedAs.Pending))
        {
            _ledger.Refuse(record.Request, ServedAs.NoInstance, now);
        }
    }

    private void Take(IServingMessage message, VirtualTime now, Outbox outbox)
    {
        switch (message)
        {
            case ToScheduler.Arrives arrives when _ledger.Records[arrives.Request].Outcome == ServedAs.Pending:
                Take(arrives.Request, now, outbox);
                break;
            case ToScheduler.IsCancelled cancelled
                when _ledger.Records[cancelled.Request].Outcome == ServedAs.Pending:
                Leave(cancelled.Request, now, outbox);
                _stranded.Remove(cancelled.Request);
                _ledger.Refuse(cancelled.Request, ServedAs.Cancelled, now);
                break;
            case ToScheduler.Reserved reserved when _ledger.IsUnderWay(reserved.Attempt):
                Prefill(reserved, now, outbox);
                break;
            case ToScheduler.Prefilled prefilled when _ledger.IsUnderWay(prefilled.Attempt):
                GoOn(prefilled, now);
                break;
            case ToScheduler.Generated generated:
                _ledger.Show(generated.Texts);
                break;
            case ToScheduler.Decoded decoded when _ledger.IsUnderWay(decoded.Attempt):
                _ledger.Gain(decoded.Attempt.Request, decoded.Generated, now);
                Complete(decoded.Attempt.Request, now);
                break;
            case ToScheduler.Lost lost when _ledger.IsUnderWay(lost.Attempt):
                Retry(lost, now, outbox);
                break;
            default:
                if (_roster.Handle(message, now, outbox))
                {
                    SendStranded(now, outbox);
                }

                break;
        }
    }

    private void Take(int request, VirtualTime now, Outbox outbox)
    {
        var record = _ledger.Records[request];
        var tokens = record.InputTokens + record.OutputTokens;
        ServedAs? refusal =
            tokens > _terms.ContextMax ? ServedAs.ContextTooLong
            : tokens > _terms.PrefillTokensMax ? ServedAs.PrefillMemory
            : tokens > _terms.DecodeTokensMax ? ServedAs.DecodeMemory
            : null;
        if (refusal is { } why)
        {
            _ledger.Refuse(request, why, now);
        }
        else
        {
            Send(request, now, outbox);
        }
    }

    // A prompt that brings the last token needs no decode.
    private void Send(int request, VirtualTime now, Outbox outbox)
    {
        var record = _ledger.Records[request];
        var remaining = record.OutputTokens - record.Generated - 1;
        if (remaining == 0)
        {
            Prefill(request, null, now, outbox);
            return;
        }

        if (_roster.Decodes.Where(decode => decode.IsUp).MinBy(decode => decode.Requests) is not { } decode)
        {
            _stranded.Add(request);
            return;
        }

        decode.Requests++;
        _watch.Places.Begin(request, now);
        record.DecodeInstance = decode.Id.Index;
        var tokens = record.InputTokens + record.OutputTokens;
        outbox.Send(decode.Id, now, new ToDecode.Reserve(_ledger.AttemptOf(request), tokens, remaining));
    }

    private void Prefill(ToScheduler.Reserved reserved, VirtualTime now, Outbox outbox)
    {
        var record = _ledger.Records[reserved.Attempt.Request];
        record.DecodeRank = reserved.Rank.Index;
        _watch.Places.End(reserved.Attempt.Request, now);
        var place = new DecodePlace(PartId.Decode(record.DecodeInstance!.Value), reserved.Rank);
        Prefill(reserved.Attempt.Request, place, now, outbox);
    }

    private void Prefill(int request, DecodePlace? target, VirtualTime now, Outbox outbox)
    {
        List<PrefillLoad> up = [.. _roster.Prefills.Where(instance => instance.IsUp)];
        if (up.Count == 0)
        {
            Leave(request, now, outbox);
            _stranded.Add(request);
            return;
        }

        var record = _ledger.Records[request];
        var tokens = record.InputTokens + record.Generated;
        var prompt = new Prompt(record.InputTokens, _terms.KeysOf(request));
        var task = new PrefillTask(_ledger.AttemptOf(request), tokens, prompt, target);
        var instance = _terms.Router.Choose(task, up);
        record.PrefillInstance = instance.Id.Index;
        instance.Add(tokens, now);
        _watch.Prompts.Begin(request, now);
        _prefilling.Add(request, task);
        _terms.Router.Sent(task, instance.Id);
        outbox.Send(instance.Id, now, new ToPrefill.Compute(task));
    }

    private void GoOn(ToScheduler.Prefilled prefilled, VirtualTime now)
    {
        var request = prefilled.Attempt.Request;
        EndPrefill(request, now);
        _ledger.Records[request].CachedTokens = prefilled.Found.Hit.Tokens;
        _ledger.Gain(request, 1, now);
        if (_ledger.Records[request] is { } record && record.Generated == record.OutputTokens)
        {
            _ledger.Complete(request, now);
        }
        else
        {
            _watch.Texts.Begin(request, now);
        }
    }

    private void Complete(int request, VirtualTime now)
    {
        _ledger.Complete(request, now);
        _watch.Texts.End(request, now);
        _watch.Completed(_ledger.Records[request]);
        _roster.Decodes[_ledger.Records[request].DecodeInstance!.Value].Requests--;
    }

    private void Retry(ToScheduler.Lost lost, VirtualTime now, Outbox outbox)
    {
        var request = lost.Attempt.Request;
        Leave(request, now, outbox);
        _ledger.Retry(lost.Attempt, lost.Generated, now);
        Send(request, now, outbox);
    }

    // Whoever still has something of the request may drop it.
    private void Leave(int request, VirtualTime now, Outbox outbox)
    {
        var attempt = _ledger.AttemptOf(request);
        var record = _ledger.Records[request];
        if (EndPrefill(request, now) is { } prefill)
        {
            outbox.Send(prefill, now, new ToPrefill.Cancel(attempt));
        }

        if (record.DecodeInstance is { } decode)
        {
            outbox.Send(PartId.Decode(decode), now, new ToDecode.Release(attempt));
            _roster.Decodes[decode].Requests--;
            _watch.Places.End(request, now);
            _watch.Texts.End(request, now);
            record.DecodeInstance = null;
            record.DecodeRank = null;
        }
    }

    private PartId? EndPrefill(int request, VirtualTime now)
    {
        if (!_prefilling.Remove(request, out var task))
        {
            return null;
        }

        var instance = _roster.Prefills[_ledger.Records[request].PrefillInstance!.Value];
        instance.Remove(task.Tokens, now);
        _watch.Prompts.End(request, now);
        _terms.Router.Done(task, instance.Id);
        return instance.Id;
    }

    private void SendStranded(VirtualTime now, Outbox outbox)
    {
        var waiting = _stranded.ToList();
        _stranded.Clear();
        foreach (var request in waiting)
        {
            _ledger.Retry(_ledger.AttemptOf(request), 0, now);
            Send(request, now, outbox);
        }
    }
}
