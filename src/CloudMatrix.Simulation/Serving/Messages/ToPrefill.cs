using System.Collections.Immutable;

namespace CloudMatrix.Simulation;

/// <summary>What a prefill instance is told.</summary>
internal static class ToPrefill
{
    /// <summary>A prompt is to be computed.</summary>
    /// <param name="Task">The prompt.</param>
    public sealed record Compute(PrefillTask Task) : IServingMessage;

    /// <summary>Now that all who arrive at this instant are here, the next batch may begin.</summary>
    public sealed record Begin : IServingMessage;

    /// <summary>The cache has found what is cached of some prompts.</summary>
    /// <param name="Batch">The batch that asked.</param>
    /// <param name="Prefixes">Those prompts that the batch has room for, in order.</param>
    public sealed record PrefixesFound(long Batch, ImmutableArray<PrefixFind> Prefixes) : IServingMessage;

    /// <summary>A batch is computed.</summary>
    /// <param name="Batch">The batch.</param>
    public sealed record BatchEnds(long Batch) : IServingMessage;

    /// <summary>One who needed a prompt's keys and values has them: the pool, or the decode die.</summary>
    /// <param name="Attempt">The request.</param>
    public sealed record Copied(Attempt Attempt) : IServingMessage;

    /// <summary>A prompt need not be computed; if it is being computed, that goes on.</summary>
    /// <param name="Attempt">The request.</param>
    public sealed record Cancel(Attempt Attempt) : IServingMessage;

    /// <summary>Something of the network is lost: batches that begin from now on take another time.</summary>
    /// <param name="Fabric">The state of the network.</param>
    public sealed record FabricChanges(int Fabric) : IServingMessage;

    /// <summary>The instance loses all that it has, and computes nothing until it starts again.</summary>
    public sealed record Stops : IServingMessage;

    /// <summary>The instance is there again, empty.</summary>
    public sealed record Starts : IServingMessage;

    /// <summary>The instance is sent nothing more; once it holds nothing, it says so.</summary>
    public sealed record Drains : IServingMessage;
}
