using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>A service as a person writes it; <see cref="ServingSpecReader"/> checks it.</summary>
public sealed record ServingOptions
{
    /// <summary>The machine; CloudMatrix384 unless told otherwise.</summary>
    public MachineSpec Machine { get; init; } = DefaultMachine.Read();

    /// <summary>The model; DeepSeek-R1 unless told otherwise.</summary>
    public ModelShape Model { get; init; } = DefaultModel.Read();

    /// <summary>Prefill instances, 1 or more.</summary>
    public int Prefills { get; init; } = 6;

    /// <summary>NPUs of each.</summary>
    public int PrefillNpus { get; init; } = 16;

    /// <summary>New tokens of a batch, for each NPU.</summary>
    public int BatchTokens { get; init; } = 16_384;

    /// <summary>Decode instances, 1 or more.</summary>
    public int Decodes { get; init; } = 1;

    /// <summary>NPUs of each.</summary>
    public int DecodeNpus { get; init; } = 160;

    /// <summary>Requests that an NPU may decode at the same time.</summary>
    public int Batch { get; init; } = 96;

    /// <summary>Microbatches of decode: 1 or 2; null for the faster ones at each load.</summary>
    public int? Microbatches { get; init; }

    /// <summary>Layers that draft a token; null for what the model has, at most 1.</summary>
    public int? Mtp { get; init; }

    /// <summary>Share of drafted tokens that are accepted, 0 to 1.</summary>
    public double Acceptance { get; init; } = 0.7;

    /// <summary>Which prefill instance computes a prompt.</summary>
    public RouterKind Router { get; init; }

    /// <summary>Which of the prompts that wait is computed first.</summary>
    public PromptOrderKind Order { get; init; }

    /// <summary>Whether a prompt may be computed in several batches.</summary>
    public PromptCutting Cutting { get; init; }

    /// <summary>The network between NPUs and the pool.</summary>
    public CachePlane Plane { get; init; } = CachePlane.ScaleUp;

    /// <summary>Memory of all CPUs together; null: what the machine file states, infinite where that is nothing.
    /// </summary>
    public SizeLimit? DramCapacity { get; init; }

    /// <summary>Volumes of all CPUs together; null: none.</summary>
    public SizeLimit? SsdCapacity { get; init; }

    /// <summary>Of the context cache's namespace, in each tier.</summary>
    public SizeLimit Quota { get; init; } = SizeLimit.Infinite;

    /// <summary>Tokens of a pooled block, 16 to 512; where the trace names blocks, a divisor of theirs.</summary>
    public int BlockTokens { get; init; } = 512;

    /// <summary>Where times come from.</summary>
    public Fidelity Fidelity { get; init; }

    /// <summary>What is lost during the run, e.g. "node:3@600s"; see <see cref="ModelledFailure"/>.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    /// <summary>Names of planes, chips and links that are down from the start, e.g. "plane:3".</summary>
    public IReadOnlyList<string> Down { get; init; } = [];

    /// <summary>How instances change their roles; null: they do not.</summary>
    public ElasticOptions? Elastic { get; init; }

    /// <summary>The seed of every random number.</summary>
    public ulong Seed { get; init; } = 1;
}
