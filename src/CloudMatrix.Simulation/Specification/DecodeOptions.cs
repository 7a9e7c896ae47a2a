using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>A decode run as a person writes it; <see cref="DecodeSpecReader"/> checks it.</summary>
public sealed record DecodeOptions
{
    /// <summary>The machine; CloudMatrix384 unless told otherwise.</summary>
    public MachineSpec Machine { get; init; } = DefaultMachine.Read();

    /// <summary>The model; DeepSeek-R1 unless told otherwise.</summary>
    public ModelShape Model { get; init; } = DefaultModel.Read();

    /// <summary>NPUs of the instance, 1 to those of the machine.</summary>
    public int Npus { get; init; } = 160;

    /// <summary>Requests for each NPU, 1 to what memory holds.</summary>
    public int Batch { get; init; } = 96;

    /// <summary>Requests of the instance, dealt to dies in turn; null for <see cref="Batch"/> on each NPU.</summary>
    public int? Requests { get; init; }

    /// <summary>Mean context of a request during the run in tokens, 1 to the model's limit.</summary>
    public int KvLength { get; init; } = 4096;

    /// <summary>Decode steps, 1 to 1,000,000.</summary>
    public int Steps { get; init; } = 10;

    /// <summary>1 or 2; null for the faster one.</summary>
    public int? Microbatches { get; init; }

    /// <summary>Matrix cores of stream 0, 1 to the die's less one; null for the fastest split.</summary>
    public int? AttentionAics { get; init; }

    /// <summary>
    /// Layers that draft a token: 0, or 1 if the model has one; null for what the model has, at most 1.
    /// </summary>
    public int? Mtp { get; init; }

    /// <summary>Share of drafted tokens that are accepted, 0 to 1.</summary>
    public double Acceptance { get; init; } = 0.7;

    /// <summary>How tokens choose experts.</summary>
    public RoutingSpec Routing { get; init; } = RoutingSpec.Default;

    /// <summary>
    /// Redundant replicas of routed experts; null for 32, or as many as it takes until every die holds a slot.
    /// </summary>
    public int? Redundant { get; init; }

    /// <summary>
    /// Copies of the shared expert, at most one a die; null for 32, or one for ten dies where that is more; 0 where the
    /// model has none.
    /// </summary>
    public int? SharedCopies { get; init; }

    /// <summary>Names of planes, chips and links that are down, e.g. "plane:3".</summary>
    public IReadOnlyList<string> Down { get; init; } = [];

    /// <summary>How the host launches graphs.</summary>
    public GraphLaunch GraphLaunch { get; init; } = GraphLaunch.Pipelined;

    /// <summary>The seed of every random number.</summary>
    public ulong Seed { get; init; } = 1;
}
