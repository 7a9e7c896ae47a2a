namespace CloudMatrix.Grains;

/// <summary>What people see of an instance of a service.</summary>
/// <param name="Service">The service.</param>
/// <param name="Name">Its name in the service, e.g. "prefill-3".</param>
/// <param name="Running">Prompts that are computed, or requests that are decoded.</param>
/// <param name="Waiting">Prompts that wait, or requests that wait for a place.</param>
/// <param name="Reserved">Requests that have a place, and whose keys and values are not there yet.</param>
internal sealed record ServingInstanceView(string Service, string Name, int Running, int Waiting, int Reserved)
{
    /// <summary>Prefill batches, or decode iterations.</summary>
    public required long Batches { get; init; }

    /// <summary>Prompt tokens computed, or tokens generated.</summary>
    public required long Tokens { get; init; }

    /// <summary>KV blocks in use.</summary>
    public required long KvBlocksUsed { get; init; }

    /// <summary>KV blocks that fit.</summary>
    public required long KvBlocks { get; init; }

    /// <summary>What people see of it.</summary>
    public static ServingInstanceView Of(ServingInstanceFacts facts) =>
        new(facts.Service, facts.Part.ToString(), facts.Running, facts.Waiting, facts.Reserved)
        {
            Batches = facts.Batches,
            Tokens = facts.Tokens,
            KvBlocksUsed = facts.KvBlocksUsed,
            KvBlocks = facts.KvBlocksUsed + facts.KvBlocksFree,
        };
}
