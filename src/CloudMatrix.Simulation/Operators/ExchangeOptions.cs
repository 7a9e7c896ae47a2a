using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>A trial of dispatch and combine alone, as operator benchmarks run them.</summary>
public sealed record ExchangeOptions
{
    /// <summary>The machine; CloudMatrix384 unless told otherwise.</summary>
    public MachineSpec Machine { get; init; } = DefaultMachine.Read();

    /// <summary>The model, for its hidden size, experts and top-k; DeepSeek-R1 unless told otherwise.</summary>
    public ModelShape Model { get; init; } = DefaultModel.Read();

    /// <summary>Expert-parallel ranks: one die each, 1 to the dies of the machine.</summary>
    public int Ep { get; init; } = 256;

    /// <summary>Tokens of each rank.</summary>
    public int Tokens { get; init; } = 128;

    /// <summary>How tokens choose experts; benchmarks choose uniformly.</summary>
    public RoutingSpec Routing { get; init; } = new(RoutingKind.Uniform, 0);

    /// <summary>Trials with fresh random numbers, whose mean is reported: 1 to 10,000.</summary>
    public int Repeats { get; init; } = 20;

    /// <summary>Names of planes, chips and links that are down.</summary>
    public IReadOnlyList<string> Down { get; init; } = [];

    /// <summary>The seed of every random number.</summary>
    public ulong Seed { get; init; } = 1;
}
