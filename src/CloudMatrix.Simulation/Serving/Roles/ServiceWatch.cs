using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>What the global scheduler has seen of its service since it last looked.</summary>
/// <param name="roster">The instances.</param>
internal sealed class ServiceWatch(InstanceRoster roster)
{
    private VirtualTime _lookedAt;
    private VirtualDuration _busyBefore;
    private VirtualDuration _tpotSum;
    private int _tpots;

    /// <summary>Prompts that were sent to prefill and have no first token yet.</summary>
    public Waits Prompts { get; } = new();

    /// <summary>Requests that have no place in decode yet.</summary>
    public Waits Places { get; } = new();

    /// <summary>Requests whose prompts are computed and whose texts are not complete.</summary>
    public Waits Texts { get; } = new();

    /// <summary>A request has completed.</summary>
    public void Completed(RequestRecord record)
    {
        if (record.Tpot is { } tpot)
        {
            _tpotSum += tpot;
            _tpots++;
        }
    }

    /// <summary>What there was since the last look.</summary>
    public RoleLook Look(VirtualTime now)
    {
        var busy = VirtualDuration.Zero;
        foreach (var prefill in roster.Prefills)
        {
            busy += prefill.BusyUntil(now);
        }

        var look = new RoleLook
        {
            FreeNpus = roster.FreeNpus,
            Prefills = CountOf(PartKind.Prefill),
            PromptWait = Prompts.TakeLongest(now),
            PrefillsBusy = (double)(busy - _busyBefore).Picoseconds / (now - _lookedAt).Picoseconds,
            Decodes = CountOf(PartKind.Decode),
            PlaceWait = Places.TakeLongest(now),
            DecodeRequests = Texts.Count,
            Tpot = _tpots > 0 ? new VirtualDuration(_tpotSum.Picoseconds / _tpots) : VirtualDuration.Zero,
        };
        (_lookedAt, _busyBefore, _tpotSum, _tpots) = (now, busy, VirtualDuration.Zero, 0);
        return look;
    }

    private int CountOf(PartKind kind) =>
        roster.Count(kind, InstanceStage.Loading) + roster.Count(kind, InstanceStage.Serving);
}
