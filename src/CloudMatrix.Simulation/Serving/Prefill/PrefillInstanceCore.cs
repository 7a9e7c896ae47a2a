using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// A prefill instance among others: prompts wait, are computed in batches, stored in the pool and handed over to
/// decode.
/// </summary>
/// <remarks>
/// <code>
/// 1  Begin          the first prompts that memory has room for; the cache is asked what it has of them
/// 2  PrefixesFound  those that the batch has room for: blocks are taken, prefixes loaded, tokens computed
/// 3  BatchEnds      first tokens; new blocks leave for the pool, keys and values for the decode dies
/// 4  Copied         whoever needed a prompt's keys and values has them: its blocks are free
/// </code>
/// Source: arXiv:2506.12708 §4.3.
/// </remarks>
internal sealed class PrefillInstanceCore : IServingPart
{
    private readonly PartId _id;
    private readonly PrefillTerms _terms;
    private readonly PromptQueue _waiting;
    private readonly HbmBlocks _blocks;
    private readonly KvSender _sender;
    private readonly List<BatchedPrompt> _batch = [];
    private BatchedPrompt? _cut;
    private long _batches;
    private int _fabric;
    private State _state;
    private bool _isDraining;

    /// <summary>An instance at rest.</summary>
    public PrefillInstanceCore(PartId id, PrefillTerms terms)
    {
        _id = id;
        _terms = terms;
        _waiting = new PromptQueue(terms.Order);
        _blocks = new HbmBlocks(terms.KvBlocks);
        _sender = new KvSender(id, terms.Movement);
    }

    private enum State
    {
        Idle,
        Asking,
        Computing,
        Down,
    }

    /// <summary>What it has done.</summary>
    public PrefillTotals Totals { get; private set; }

    /// <summary>Its KV blocks.</summary>
    public HbmBlocks Blocks => _blocks;

    /// <summary>Blocks of all prompts in it, counted prompt by prompt.</summary>
    public long HeldBlocks => _sender.HeldBlocks
        + _batch.Concat(_cut is { } cut ? [cut] : []).Sum(prompt => HbmBlocks.Of(prompt.Work.Tokens));

    /// <summary>Prompts that are computed, or of which a part is.</summary>
    public int Running => _batch.Count + (_cut is null ? 0 : 1);

    /// <summary>Prompts that wait.</summary>
    public int Waiting => _waiting.Count;

    private bool IsEmpty => _waiting.Count == 0 && _blocks.Used == 0 && _state is State.Idle or State.Down;

    /// <inheritdoc/>
    public void Handle(IServingMessage message, VirtualTime now, Outbox outbox)
    {
        _isDraining |= message is ToPrefill.Drains;
        Take(message, now, outbox);
        if (_isDraining && IsEmpty)
        {
            _isDraining = false;
            outbox.Send(PartId.Scheduler, now, new ToScheduler.IsEmpty(_id));
        }
    }

    private void Take(IServingMessage message, VirtualTime now, Outbox outbox)
    {
        switch (message)
        {
            case ToPrefill.Compute compute:
                Take(compute.Task, now, outbox);
                break;
            case ToPrefill.Begin:
                Begin(now, outbox);
                break;
            case ToPrefill.PrefixesFound found when IsAt(State.Asking, found.Batch):
                Compute(found.Prefixes, now, outbox);
                break;
            case ToPrefill.BatchEnds ends when IsAt(State.Computing, ends.Batch):
                End(now, outbox);
                break;
            case ToPrefill.Copied copied:
                LetGo(copied.Attempt, now, outbox);
                break;
            case ToPrefill.Cancel cancel:
                _waiting.Take(cancel.Attempt);
                break;
            case ToPrefill.FabricChanges changes:
                _fabric = changes.Fabric;
                break;
            case ToPrefill.Stops:
                Stop(now, outbox);
                break;
            case ToPrefill.Starts:
                _state = State.Idle;
                break;
        }
    }

    private bool IsAt(State state, long batch) => _state == state && batch == _batches;

    private void Take(PrefillTask task, VirtualTime now, Outbox outbox)
    {
        if (_state == State.Down)
        {
            outbox.Send(PartId.Scheduler, now, new ToScheduler.Lost(task.Attempt, Generated: 0));
            return;
        }

        _waiting.Add(task);
        WakeUp(now, outbox);
    }

    // Whoever arrives at the same instant is to be in the same batch: the message comes after theirs.
    private void WakeUp(VirtualTime now, Outbox outbox)
    {
        if (_state == State.Idle)
        {
            outbox.Send(_id, now, new ToPrefill.Begin());
        }
    }

    private void Begin(VirtualTime now, Outbox outbox)
    {
        if (_state != State.Idle)
        {
            return;
        }

        var room = _terms.NewTokensMax - (_cut?.Left ?? 0);
        var first = room > 0 ? _waiting.First(_blocks.Free) : [];
        if (first.IsEmpty)
        {
            Compute([], now, outbox);
            return;
        }

        _state = State.Asking;
        outbox.Send(PartId.Cache, now, new ToCache.Find(_id, _batches, first, room));
    }

    private void Compute(ImmutableArray<PrefixFind> found, VirtualTime now, Outbox outbox)
    {
        _state = State.Idle;
        var room = _terms.NewTokensMax;
        if (_cut is { } cut)
        {
            room -= Put(cut.Next(Math.Min(cut.Left, room)));
            _cut = null;
        }

        foreach (var prefix in found)
        {
            room -= Put(Admit(prefix, room));
        }

        if (_batch.Count == 0)
        {
            return;
        }

        _state = State.Computing;
        var loading = LoadingTime(found);
        var computing = _terms.Times[_fabric].TimeOf([.. _batch.Select(prompt => prompt.Sequence)]);
        Totals += new PrefillTotals
        {
            Busy = loading + computing,
            Loading = loading,
            Batches = 1,
            NewTokens = _batch.Sum(prompt => prompt.New),
            KvBlocksMax = _blocks.UsedMax,
        };
        outbox.Send(_id, now + loading + computing, new ToPrefill.BatchEnds(_batches));
    }

    private VirtualDuration LoadingTime(ImmutableArray<PrefixFind> found)
    {
        var (size, ssdSize) = (Bytes.Zero, Bytes.Zero);
        foreach (var prefix in found)
        {
            size += prefix.Hit.Size;
            ssdSize += prefix.Hit.SsdSize;
        }

        return _terms.Movement.LoadTime(size, ssdSize);
    }

    private BatchedPrompt Admit(PrefixFind found, int room)
    {
        var task = _waiting.Take(found.Attempt)!.Value;
        _blocks.Take(HbmBlocks.Of(task.Tokens), _id);
        var whole = new BatchedPrompt(task, found, Computed: 0, New: 0);
        return whole.Next(_terms.Cutting == PromptCutting.Chunked ? Math.Min(whole.Left, room) : whole.Left);
    }

    private int Put(BatchedPrompt prompt)
    {
        _batch.Add(prompt);
        return prompt.New;
    }

    private void End(VirtualTime now, Outbox outbox)
    {
        foreach (var prompt in _batch)
        {
            if (prompt.Left > 0)
            {
                _cut = prompt;
                continue;
            }

            outbox.Send(PartId.Scheduler, now, new ToScheduler.Prefilled(prompt.Work.Attempt, prompt.Found));
            Totals += new PrefillTotals { HandedOver = _sender.Send(prompt, now, outbox) };
        }

        _batch.Clear();
        _batches++;
        _state = State.Idle;
        Begin(now, outbox);
    }

    private void LetGo(Attempt attempt, VirtualTime now, Outbox outbox)
    {
        if (_sender.TryLetGo(attempt, out var blocks))
        {
            _blocks.Give(blocks, _id);
            WakeUp(now, outbox);
        }
    }

    private void Stop(VirtualTime now, Outbox outbox)
    {
        _state = State.Down;
        _batches++;
        if (_cut is { } cut)
        {
            _batch.Add(cut);
        }

        foreach (var prompt in _batch)
        {
            outbox.Send(PartId.Cache, now, new ToCache.Abandon(prompt.Work.Prompt, prompt.Found.Hit));
        }

        var computing = _batch.Select(prompt => prompt.Work);
        foreach (var task in _waiting.Tasks.Concat(computing).Concat(_sender.DropAll()))
        {
            outbox.Send(PartId.Scheduler, now, new ToScheduler.Lost(task.Attempt, Generated: 0));
        }

        _blocks.Give(_blocks.Used, _id);
        _cut = null;
        _batch.Clear();
        _waiting.Clear();
    }
}
