using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>A policy: which role is short of instances, and which could do with fewer.</summary>
/// <remarks>
/// <code>
/// prefill is short   a prompt has waited for its first token longer than half of the promise
/// decode is short    tokens took longer than promised, or a request has waited for a place as long while prefill
///                    is not short: else places are held by prompts that prefill is late with
/// n can spare k      not short, at each of three looks, and what there was would have kept
///                    n − k of them busy for at most 70 % of the time, or of their places and the promised time
/// </code>
/// A role that is short takes free NPUs; where there are too few, the other gives up instances that it can spare, the
/// last one never. The gap between short and spare keeps roles from swinging: whoever has just grown was short with
/// fewer. Source: arXiv:2506.12708 §4.1 says that ratios are adjusted at run time, not by which rule; all numbers are
/// ours.
/// </remarks>
internal sealed record RolePolicy
{
    /// <summary>Looks at each of which a role must have been able to spare what it gives up.</summary>
    public const int SpareLooks = 3;

    private const int WaitShare = 2;
    private const double BusyMax = 0.7;

    /// <summary>How often the scheduler looks.</summary>
    public static VirtualDuration LookEvery { get; } = VirtualDuration.FromSeconds(10);

    /// <summary>What requests are promised.</summary>
    public required ServiceLevel Promise { get; init; }

    /// <summary>NPUs of a prefill instance.</summary>
    public required int PrefillNpus { get; init; }

    /// <summary>NPUs of a decode instance.</summary>
    public required int DecodeNpus { get; init; }

    /// <summary>Requests that a decode instance has places for.</summary>
    public required int DecodePlaces { get; init; }

    /// <summary>The role that is short of instances; null where none is, or both are and no NPU is free.</summary>
    public PartKind? ShortOf(RoleLook look)
    {
        var (prefill, decode) = (IsPrefillShort(look), IsDecodeShort(look));
        return prefill && (!decode || look.FreeNpus >= PrefillNpus) ? PartKind.Prefill
            : decode && (!prefill || look.FreeNpus >= DecodeNpus) ? PartKind.Decode
            : null;
    }

    /// <summary>NPUs of an instance of a role.</summary>
    public int NpusOf(PartKind kind) => kind == PartKind.Prefill ? PrefillNpus : DecodeNpus;

    /// <summary>Whether a role could have done with fewer instances.</summary>
    /// <param name="kind">The role.</param>
    /// <param name="count">How many fewer.</param>
    /// <param name="look">What was seen.</param>
    public bool CanSpare(PartKind kind, int count, RoleLook look) => kind == PartKind.Prefill
        ? look.Prefills > count && !IsPrefillShort(look) && look.PrefillsBusy <= BusyMax * (look.Prefills - count)
        : look.Decodes > count && !IsDecodeShort(look)
            && look.DecodeRequests <= BusyMax * DecodePlaces * (look.Decodes - count)
            && look.Tpot.Picoseconds <= BusyMax * Promise.Tpot.Picoseconds;

    private bool IsPrefillShort(RoleLook look) => look.Prefills == 0 || IsTooLong(look.PromptWait);

    private bool IsDecodeShort(RoleLook look) =>
        look.Decodes == 0 || look.Tpot > Promise.Tpot || (IsTooLong(look.PlaceWait) && !IsPrefillShort(look));

    private bool IsTooLong(VirtualDuration wait) => wait * WaitShare > Promise.Ttft;
}
