using System.Collections.Immutable;
using CloudMatrix.Numerics;

namespace CloudMatrix.Simulation;

/// <summary>Texts that someone wants generated, as written; <see cref="GenerationSpecReader"/> checks it.</summary>
public sealed record GenerationOptions
{
    /// <summary>Folder of the checkpoint, in the Hugging Face layout.</summary>
    public required string Checkpoint { get; init; }

    /// <summary>What activations are rounded to.</summary>
    public Precision Precision { get; init; } = Precision.Fp32;

    /// <summary>Tokens of each prompt, one or more; a token that begins a text stands in it.</summary>
    public required ImmutableArray<ImmutableArray<int>> Prompts { get; init; }

    /// <summary>Most tokens that are generated for a prompt, 1 or more.</summary>
    public int MaxTokens { get; init; } = 64;

    /// <summary>How tokens are chosen.</summary>
    public SamplingSpec Sampling { get; init; } = SamplingSpec.Greedy;

    /// <summary>Requests that are served at a time, 1 or more; null for all prompts.</summary>
    public int? Batch { get; init; }

    /// <summary>
    /// The instance: machine, NPUs, microbatches, draft layers, replicas, what is down. Its model, batch, context
    /// length and steps are those of the checkpoint and the prompts, whatever is written here.
    /// </summary>
    public DecodeOptions Decode { get; init; } = new();
}
