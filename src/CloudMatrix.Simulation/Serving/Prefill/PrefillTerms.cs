using System.Collections.Immutable;

namespace CloudMatrix.Simulation;

/// <summary>What all prefill instances of a service have in common.</summary>
internal sealed record PrefillTerms
{
    /// <summary>New tokens that a batch has room for.</summary>
    public required int NewTokensMax { get; init; }

    /// <summary>KV blocks in the memory of each die: all dies hold the same.</summary>
    public required long KvBlocks { get; init; }

    /// <summary>Who is computed first.</summary>
    public required IPromptOrder Order { get; init; }

    /// <summary>Whether prompts may be cut.</summary>
    public required PromptCutting Cutting { get; init; }

    /// <summary>What batches take, by the state of the network.</summary>
    public required ImmutableArray<IPrefillTimes> Times { get; init; }

    /// <summary>What moving keys and values takes.</summary>
    public required KvMovement Movement { get; init; }
}
