using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>An attention kernel.</summary>
public sealed record MlaOptions
{
    /// <summary>The machine; CloudMatrix384 unless told otherwise.</summary>
    public MachineSpec Machine { get; init; } = DefaultMachine.Read();

    /// <summary>The model; DeepSeek-R1 unless told otherwise.</summary>
    public ModelShape Model { get; init; } = DefaultModel.Read();

    /// <summary>Requests.</summary>
    public int Requests { get; init; } = 128;

    /// <summary>Query tokens of each.</summary>
    public int TokensPerRequest { get; init; } = 2;

    /// <summary>Query heads on the die; null for all of the model's.</summary>
    public int? Heads { get; init; }

    /// <summary>Context of each request, in tokens.</summary>
    public int KvLength { get; init; } = 4096;
}
