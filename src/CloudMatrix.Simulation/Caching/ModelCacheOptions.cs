using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>Table 2's question: instances that load one model, or switch between some.</summary>
public sealed record ModelCacheOptions
{
    /// <summary>The machine; CloudMatrix384 unless told otherwise.</summary>
    public MachineSpec Machine { get; init; } = DefaultMachine.Read();

    /// <summary>Models that instances switch between, 1 to 64.</summary>
    public int Models { get; init; } = 8;

    /// <summary>Instances, 1 to 64.</summary>
    public int Instances { get; init; } = 8;

    /// <summary>Bytes of a model.</summary>
    public Bytes ModelSize { get; init; } = Bytes.FromGB(671);

    /// <summary>Bytes of a model's block.</summary>
    public Bytes BlockSize { get; init; } = Bytes.FromKB(500_000);

    /// <summary>Models that one instance's own memory holds, where each caches for itself; 1 or more.</summary>
    public int LocalModels { get; init; } = 1;

    /// <summary>Models that the pool holds; 1 or more.</summary>
    public int PooledModels { get; init; } = 8;

    /// <summary>Dies of an instance that read at the same time, each its part, 1 to 32.</summary>
    public int Ports { get; init; } = 1;
}
