using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>A grouped INT8 matrix product: in each group [m, k] × [k, n].</summary>
public sealed record GemmOptions
{
    /// <summary>The machine; CloudMatrix384 unless told otherwise.</summary>
    public MachineSpec Machine { get; init; } = DefaultMachine.Read();

    /// <summary>Independent products.</summary>
    public int Groups { get; init; } = 4;

    /// <summary>Rows of each.</summary>
    public int M { get; init; } = 7168;

    /// <summary>Columns.</summary>
    public int N { get; init; } = 4096;

    /// <summary>Inner dimension.</summary>
    public int K { get; init; } = 4096;
}
