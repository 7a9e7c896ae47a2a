using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>A prefill batch as a person writes it; <see cref="PrefillSpecReader"/> checks it.</summary>
public sealed record PrefillOptions
{
    /// <summary>
    /// The default skew: by how much the experts that a batch's prompts ask for differ from what the balancer knew.
    /// </summary>
    /// <remarks>Fitted to one published row (docs/SOURCES.md, docs/decisions/0011).</remarks>
    public const double DefaultSkew = 0.68;

    /// <summary>The machine; CloudMatrix384 unless told otherwise.</summary>
    public MachineSpec Machine { get; init; } = DefaultMachine.Read();

    /// <summary>The model; DeepSeek-R1 unless told otherwise.</summary>
    public ModelShape Model { get; init; } = DefaultModel.Read();

    /// <summary>NPUs of the instance, 1 to those of the machine, and no more dies than the model has heads.</summary>
    public int Npus { get; init; } = 16;

    /// <summary>New tokens for each NPU, 1 to 65,535.</summary>
    public int BatchTokens { get; init; } = 16_384;

    /// <summary>Tokens of a prompt, 1 to the model's limit; the last prompt is cut where the batch is full.</summary>
    public int Prompt { get; init; } = 4096;

    /// <summary>Tokens at the beginning of each prompt that are cached, 0 to those of the prompt less one.</summary>
    public int Cached { get; init; }

    /// <summary>1 or 2.</summary>
    public int Microbatches { get; init; } = 2;

    /// <summary>How tokens choose experts.</summary>
    public RoutingSpec Routing { get; init; } = new(RoutingKind.Skewed, DefaultSkew);

    /// <summary>What the balancer knew of that.</summary>
    public BalancerView Balancer { get; init; } = BalancerView.Outdated;

    /// <summary>Redundant replicas of routed experts; null for one a die.</summary>
    public int? Redundant { get; init; }

    /// <summary>Names of planes, chips and links that are down, e.g. "plane:3".</summary>
    public IReadOnlyList<string> Down { get; init; } = [];

    /// <summary>The seed of every random number.</summary>
    public ulong Seed { get; init; } = 1;
}
