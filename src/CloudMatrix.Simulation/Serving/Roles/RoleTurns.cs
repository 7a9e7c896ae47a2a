using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>Looks every so often whether roles should change, and changes them.</summary>
/// <remarks>
/// It looks as long as something happens, and at whole multiples of the interval, so that a service at rest sends no
/// messages.
/// </remarks>
/// <param name="policy">Says what should change.</param>
/// <param name="roster">The instances.</param>
/// <param name="watch">What was seen of them.</param>
internal sealed class RoleTurns(RolePolicy policy, InstanceRoster roster, ServiceWatch watch)
{
    private readonly Queue<RoleLook> _looks = new(RolePolicy.SpareLooks);
    private bool _isAwaited;

    private bool IsChanging => new[] { PartKind.Prefill, PartKind.Decode }.Any(kind =>
        roster.Count(kind, InstanceStage.Loading) + roster.Count(kind, InstanceStage.Draining) > 0);

    private bool IsAtWork =>
        roster.Prefills.Any(prefill => prefill.PendingTokens > 0) || roster.Decodes.Any(decode => decode.Requests > 0);

    /// <summary>The scheduler has taken a message.</summary>
    public void Heard(IServingMessage message, VirtualTime now, Outbox outbox)
    {
        if (message is ToScheduler.Looks)
        {
            _isAwaited = false;
            Look(now, outbox);
        }

        if (!_isAwaited && (message is not ToScheduler.Looks || IsAtWork))
        {
            _isAwaited = true;
            var interval = RolePolicy.LookEvery.Picoseconds;
            var next = new VirtualTime(((now.Picoseconds / interval) + 1) * interval);
            outbox.Send(PartId.Scheduler, next, new ToScheduler.Looks());
        }
    }

    private void Look(VirtualTime now, Outbox outbox)
    {
        var look = watch.Look(now);
        if (_looks.Count == RolePolicy.SpareLooks)
        {
            _looks.Dequeue();
        }

        _looks.Enqueue(look);
        if (policy.ShortOf(look) is { } role && !roster.TryStart(role, now, outbox) && !IsChanging)
        {
            Take(role, look, now, outbox);
        }

        if (IsChanging)
        {
            _looks.Clear();
        }
    }

    // A role that has no instance at all does not wait until the other has been seen often enough.
    private void Take(PartKind role, RoleLook look, VirtualTime now, Outbox outbox)
    {
        var other = role == PartKind.Prefill ? PartKind.Decode : PartKind.Prefill;
        var missing = policy.NpusOf(role) - look.FreeNpus;
        var count = (missing + policy.NpusOf(other) - 1) / policy.NpusOf(other);
        var isGone = (role == PartKind.Prefill ? look.Prefills : look.Decodes) == 0;
        var canSpare = isGone
            ? policy.CanSpare(other, count, look)
            : _looks.Count == RolePolicy.SpareLooks && _looks.All(seen => policy.CanSpare(other, count, seen));
        if (canSpare)
        {
            foreach (var life in LeastLoaded(other).Take(count).ToList())
            {
                roster.Drain(life, now, outbox);
            }
        }
    }

    private IEnumerable<InstanceLife> LeastLoaded(PartKind kind) => kind == PartKind.Prefill
        ? roster.Prefills.Where(prefill => prefill.IsUp).OrderBy(prefill => prefill.PendingTokens)
            .Select(prefill => prefill.Life)
        : roster.Decodes.Where(decode => decode.IsUp).OrderBy(decode => decode.Requests).Select(decode => decode.Life);
}
