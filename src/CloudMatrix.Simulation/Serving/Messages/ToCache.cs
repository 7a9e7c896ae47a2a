using System.Collections.Immutable;

namespace CloudMatrix.Simulation;

/// <summary>What the context cache is told.</summary>
internal static class ToCache
{
    /// <summary>A prefill instance wants the prefixes of the prompts that it may compute next.</summary>
    /// <param name="Instance">The instance.</param>
    /// <param name="Batch">Its batch.</param>
    /// <param name="Tasks">The prompts, in the order in which it would take them.</param>
    /// <param name="NewTokensMax">New tokens that the batch has room for; one prompt may have more alone.</param>
    public sealed record Find(PartId Instance, long Batch, ImmutableArray<PrefillTask> Tasks, int NewTokensMax)
        : IServingMessage;

    /// <summary>A prompt's new blocks have arrived in the pool.</summary>
    /// <param name="Prompt">The prompt.</param>
    /// <param name="Hit">What was found of it before.</param>
    public sealed record Store(Prompt Prompt, PrefixHit Hit) : IServingMessage;

    /// <summary>A prompt that was to be computed will not be.</summary>
    /// <param name="Prompt">The prompt.</param>
    /// <param name="Hit">What was found of it before.</param>
    public sealed record Abandon(Prompt Prompt, PrefixHit Hit) : IServingMessage;

    /// <summary>CPUs lose what is in their memory; volumes keep theirs.</summary>
    /// <param name="First">The first of them.</param>
    /// <param name="End">The one after the last.</param>
    public sealed record LoseMemory(int First, int End) : IServingMessage;
}
