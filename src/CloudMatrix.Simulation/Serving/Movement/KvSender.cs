using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// What leaves a prefill instance after a batch: new blocks to the pool, keys and values to decode dies; and who still
/// needs a prompt's blocks.
/// </summary>
/// <param name="id">The instance.</param>
/// <param name="movement">What moving takes.</param>
internal sealed class KvSender(PartId id, KvMovement movement)
{
    private readonly Dictionary<Attempt, (PrefillTask Task, int Copies)> _held = [];
    private readonly VirtualTime[] _portFreeAt = new VirtualTime[movement.Ranks.PrefillDies];
    private VirtualTime _storeFreeAt;

    /// <summary>Blocks of all prompts that someone still needs.</summary>
    public long HeldBlocks => _held.Values.Sum(held => HbmBlocks.Of(held.Task.Tokens));

    /// <summary>Sends a prompt's new blocks to the pool, and all of it to the decode die that waits for it.</summary>
    /// <returns>Bytes that are handed over.</returns>
    public Bytes Send(BatchedPrompt prompt, VirtualTime now, Outbox outbox)
    {
        Store(prompt, now, outbox);
        var task = prompt.Work;
        _held.Add(task.Attempt, (task, task.Target is null ? 1 : 2));
        return task.Target is { } target ? HandOver(task, target, now, outbox) : Bytes.Zero;
    }

    /// <summary>One who needed a prompt's keys and values has them.</summary>
    /// <param name="attempt">The prompt.</param>
    /// <param name="blocks">Its blocks, if nobody needs them any more.</param>
    public bool TryLetGo(Attempt attempt, out long blocks)
    {
        blocks = 0;
        if (!_held.TryGetValue(attempt, out var held))
        {
            return false;
        }

        if (held.Copies > 1)
        {
            _held[attempt] = held with { Copies = held.Copies - 1 };
            return false;
        }

        _held.Remove(attempt);
        blocks = HbmBlocks.Of(held.Task.Tokens);
        return true;
    }

    /// <summary>Everything that was still needed is lost.</summary>
    /// <returns>The prompts that decode dies wait for, in the order of their requests.</returns>
    public IReadOnlyList<PrefillTask> DropAll()
    {
        var lost = _held.Values.Select(held => held.Task).Where(task => task.Target is not null);
        var tasks = lost.OrderBy(task => task.Attempt.Request).ToList();
        _held.Clear();
        return tasks;
    }

    private void Store(BatchedPrompt prompt, VirtualTime now, Outbox outbox)
    {
        var task = prompt.Work;
        var size = movement.SizeOf(task.Prompt.Tokens - prompt.Found.Hit.Tokens);
        _storeFreeAt = VirtualTime.Max(now, _storeFreeAt) + movement.StoreTime(size);
        outbox.Send(PartId.Cache, _storeFreeAt, new ToCache.Store(task.Prompt, prompt.Found.Hit));
        outbox.Send(id, _storeFreeAt, new ToPrefill.Copied(task.Attempt));
    }

    // The message arrives when the first byte leaves, so that the receiver's port takes prompts in the order in which
    // they come.
    private Bytes HandOver(PrefillTask task, DecodePlace target, VirtualTime now, Outbox outbox)
    {
        var size = movement.SizeOf(task.Tokens);
        ref var portFreeAt = ref _portFreeAt[movement.Ranks.SourceOf(target.Rank).Index];
        var start = VirtualTime.Max(now, portFreeAt);
        portFreeAt = start + movement.HandoverTime(size);
        outbox.Send(target.Instance, start, new ToDecode.KvComes(task.Attempt, id, size));
        return size;
    }
}
