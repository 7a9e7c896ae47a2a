using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>How an instance of a service stands.</summary>
/// <param name="Service">The service.</param>
/// <param name="Part">Which of its instances.</param>
/// <param name="Running">Prompts that are computed, or requests that are decoded.</param>
/// <param name="Waiting">Prompts that wait, or requests that wait for a place.</param>
internal sealed record ServingInstanceFacts(string Service, PartId Part, int Running, int Waiting)
{
    /// <summary>Requests that have a place in decode, and whose keys and values are not there yet.</summary>
    public int Reserved { get; private init; }

    /// <summary>Virtual time in which it worked.</summary>
    public VirtualDuration Busy { get; private init; }

    /// <summary>Prefill batches, or decode iterations.</summary>
    public long Batches { get; private init; }

    /// <summary>Prompt tokens computed, or tokens generated; twice where they were lost.</summary>
    public long Tokens { get; private init; }

    /// <summary>KV blocks in use, over all dies that have their own.</summary>
    public long KvBlocksUsed { get; private init; }

    /// <summary>KV blocks that are free, over all dies that have their own.</summary>
    public long KvBlocksFree { get; private init; }

    /// <summary>Of a prefill instance.</summary>
    public static ServingInstanceFacts Of(string service, PartId part, PrefillInstanceCore core) =>
        new(service, part, core.Running, core.Waiting)
        {
            Busy = core.Totals.Busy,
            Batches = core.Totals.Batches,
            Tokens = core.Totals.NewTokens,
            KvBlocksUsed = core.Blocks.Used,
            KvBlocksFree = core.Blocks.Free,
        };

    /// <summary>Of a decode instance.</summary>
    public static ServingInstanceFacts Of(string service, PartId part, DecodeInstanceCore core)
    {
        var totals = core.Totals;
        return new ServingInstanceFacts(service, part, core.Running, core.Places.Waiting)
        {
            Reserved = core.Places.Taken - core.Running,
            Busy = totals.Busy,
            Batches = totals.Iterations,
            Tokens = totals.Tokens,
            KvBlocksUsed = core.Places.Blocks.Sum(blocks => blocks.Used),
            KvBlocksFree = core.Places.Blocks.Sum(blocks => blocks.Free),
        };
    }
}
