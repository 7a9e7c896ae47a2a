using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// Which instances there are, on which NPUs: they come and go with their roles, fail, and are repaired.
/// </summary>
/// <remarks>
/// <code>
/// dormant ── Start ─▶ loading ── IsLoaded ─▶ serving ── Drain ─▶ draining ── IsEmpty ─▶ dormant
/// </code>
/// Instances stand on the first free NPUs: at the start side by side, prefill before decode. Only an elastic service
/// takes from an instance that never comes back the NPUs that it has left.
/// </remarks>
internal sealed class InstanceRoster
{
    private readonly SchedulerTerms _terms;
    private readonly RoleLog _log;
    private readonly NpuPool _npus;
    private readonly Dictionary<int, ImmutableArray<InstanceLife>> _hit = [];

    /// <summary>The instances of the start.</summary>
    public InstanceRoster(SchedulerTerms terms, RoleLog log)
    {
        (_terms, _log) = (terms, log);
        _npus = new NpuPool(terms.NpusMax, terms.Seed);
        Prefills = [.. Open(PartKind.Prefill, terms.Prefills).Select(life => new PrefillLoad(life))];
        Decodes = [.. Open(PartKind.Decode, terms.Decodes).Select(life => new DecodeAssignments(life))];
        log.Open(_npus.Used);
    }

    /// <summary>Prefill instances, dormant ones too.</summary>
    public ImmutableArray<PrefillLoad> Prefills { get; }

    /// <summary>Decode instances, dormant ones too.</summary>
    public ImmutableArray<DecodeAssignments> Decodes { get; }

    /// <summary>NPUs on which an instance could begin.</summary>
    public int FreeNpus => _npus.Free;

    private IEnumerable<InstanceLife> Lives =>
        Prefills.Select(prefill => prefill.Life).Concat(Decodes.Select(decode => decode.Life));

    /// <summary>Instances of a role at some stage.</summary>
    public int Count(PartKind kind, InstanceStage stage) =>
        Lives.Count(life => life.Id.Kind == kind && life.Stage == stage);

    /// <summary>A dormant instance takes free NPUs and loads the model.</summary>
    /// <returns>Whether there is one, and NPUs for it.</returns>
    public bool TryStart(PartKind kind, VirtualTime now, Outbox outbox)
    {
        var npus = (kind == PartKind.Prefill ? _terms.Prefills : _terms.Decodes).NpusEach;
        var dormant = Lives.FirstOrDefault(life => life.Id.Kind == kind && life.Stage == InstanceStage.Dormant);
        if (dormant is null || npus > _npus.Free)
        {
            return false;
        }

        dormant.Begin(_npus.Take(npus), InstanceStage.Loading);
        _log.Add(now, dormant.Id, RoleStep.Loads, _npus.Used);
        var loaded = new ToScheduler.IsLoaded(dormant.Id, dormant.Lives);
        outbox.Send(PartId.Scheduler, now + _terms.StartTime!.Value, loaded);
        return true;
    }

    /// <summary>An instance gets nothing more.</summary>
    public void Drain(InstanceLife life, VirtualTime now, Outbox outbox)
    {
        life.Become(InstanceStage.Draining);
        _log.Add(now, life.Id, RoleStep.Drains, _npus.Used);
        outbox.Send(life.Id, now, life.Id.Kind == PartKind.Prefill ? new ToPrefill.Drains() : new ToDecode.Drains());
    }

    /// <summary>Takes what is said of instances.</summary>
    /// <returns>Whether requests may be sent to one more of them.</returns>
    public bool Handle(IServingMessage message, VirtualTime now, Outbox outbox)
    {
        switch (message)
        {
            case ToScheduler.IsLoaded loaded:
                return Serve(LifeOf(loaded.Instance), loaded.Life, now, outbox);
            case ToScheduler.IsEmpty empty when LifeOf(empty.Instance) is { Stage: InstanceStage.Draining } life:
                End(life, now);
                return false;
            case ToScheduler.Fails fails:
                Fail(fails.Failure, now, outbox);
                return false;
            case ToScheduler.IsRepaired repaired:
                Repair(repaired.Failure, now, outbox);
                return true;
            default:
                return false;
        }
    }

    private List<InstanceLife> Open(PartKind kind, RoleTerms role)
    {
        var lives = Enumerable.Range(0, role.InstancesMax).Select(i => new InstanceLife(new PartId(kind, i))).ToList();
        lives[..role.Instances].ForEach(life => life.Begin(_npus.Take(role.NpusEach), InstanceStage.Serving));
        return lives;
    }

    private InstanceLife LifeOf(PartId id) =>
        id.Kind == PartKind.Prefill ? Prefills[id.Index].Life : Decodes[id.Index].Life;

    // Another life than the one that was to be loaded, or none, if it was lost meanwhile.
    private bool Serve(InstanceLife life, int which, VirtualTime now, Outbox outbox)
    {
        if (life.Stage != InstanceStage.Loading || life.Lives != which)
        {
            return false;
        }

        life.Become(InstanceStage.Serving);
        _log.Add(now, life.Id, RoleStep.Serves, _npus.Used);
        if (life.IsUp)
        {
            SendStarts(life.Id, now, outbox);
        }

        return life.IsUp;
    }

    private void End(InstanceLife life, VirtualTime now)
    {
        _npus.Give(life.End());
        _log.Add(now, life.Id, RoleStep.Ends, _npus.Used);
    }

    private void Fail(int index, VirtualTime now, Outbox outbox)
    {
        var effect = _terms.Failures[index];
        var isForGood = effect.RepairedAfter is null;
        var hit = HitBy(effect);
        _hit[index] = [.. hit.Select(hit => hit.Life)];
        foreach (var (life, first, end) in hit)
        {
            life.Failures++;
            outbox.Send(life.Id, now, life.Id.Kind == PartKind.Prefill ? new ToPrefill.Stops()
                : isForGood ? new ToDecode.Stops(new RankId(0), new RankId(_terms.DecodeDies))
                : new ToDecode.Stops(first, end));
        }

        if (effect.Fabric is { } fabric)
        {
            Array.ForEach([.. Prefills], load => outbox.Send(load.Id, now, new ToPrefill.FabricChanges(fabric)));
            Array.ForEach([.. Decodes], load => outbox.Send(load.Id, now, new ToDecode.FabricChanges(fabric)));
        }

        if (effect.Cpus.End > effect.Cpus.First)
        {
            outbox.Send(PartId.Cache, now, new ToCache.LoseMemory(effect.Cpus.First, effect.Cpus.End));
        }

        if (effect.RepairedAfter is { } after)
        {
            outbox.Send(PartId.Scheduler, now + after, new ToScheduler.IsRepaired(index));
        }
        else if (_terms.Roles is not null)
        {
            GiveUp(effect, index, now);
        }
    }

    // What is left of instances that never come back may serve in another role.
    private void GiveUp(FailureEffect effect, int index, VirtualTime now)
    {
        _npus.Lose(effect.Npus.First, effect.Npus.End);
        foreach (var life in _hit[index])
        {
            life.Failures--;
            End(life, now);
        }
    }

    private List<(InstanceLife Life, RankId First, RankId End)> HitBy(FailureEffect effect)
    {
        var hit = new List<(InstanceLife Life, RankId First, RankId End)>();
        foreach (var life in Lives.Where(life => life.Stage != InstanceStage.Dormant))
        {
            if (life.DiesOn(effect.Npus, _terms.DiesPerNpu) is { } dies)
            {
                hit.Add((life, dies.First, dies.End));
            }
            else if (life.Id == effect.Instance)
            {
                hit.Add((life, new RankId(0), new RankId(_terms.DecodeDies)));
            }
        }

        return hit;
    }

    private void Repair(int index, VirtualTime now, Outbox outbox)
    {
        foreach (var life in _hit[index].Where(life => --life.Failures == 0))
        {
            SendStarts(life.Id, now, outbox);
        }
    }

    private static void SendStarts(PartId id, VirtualTime now, Outbox outbox) =>
        outbox.Send(id, now, id.Kind == PartKind.Prefill ? new ToPrefill.Starts() : new ToDecode.Starts());
}
