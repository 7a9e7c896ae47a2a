namespace CloudMatrix.Model;

/// <summary>A machine as its file describes it, validated.</summary>
public sealed record MachineSpec
{
    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Nodes of the machine.</summary>
    public required int Nodes { get; init; }

    /// <summary>Accelerator packages of a node.</summary>
    public required int NpusPerNode { get; init; }

    /// <summary>Dies of a package.</summary>
    public required int DiesPerNpu { get; init; }

    /// <summary>CPU sockets of a node.</summary>
    public required int CpusPerNode { get; init; }

    /// <summary>Nodes of a compute rack.</summary>
    public required int NodesPerRack { get; init; }

    /// <summary>One die.</summary>
    public required DieSpec Die { get; init; }

    /// <summary>One CPU socket; null where the machine file says nothing of it.</summary>
    public required CpuSpec? Cpu { get; init; }

    /// <summary>The scale-up network.</summary>
    public required ScaleUpSpec ScaleUp { get; init; }

    /// <summary>The scale-out network.</summary>
    public required ScaleOutSpec ScaleOut { get; init; }

    /// <summary>The network to storage, management and users.</summary>
    public required FrontEndSpec FrontEnd { get; init; }

    /// <summary>Storage behind it; null where the machine file says nothing of it.</summary>
    public StorageSpec? Storage { get; init; }

    /// <summary>How rows move between dies.</summary>
    public required ExpertParallelSpec ExpertParallel { get; init; }

    /// <summary>What operators reach and cost.</summary>
    public required OperatorConstants Operators { get; init; }

    /// <summary>Accelerator packages of the machine.</summary>
    public int Npus => Nodes * NpusPerNode;

    /// <summary>Dies of a node.</summary>
    public int DiesPerNode => NpusPerNode * DiesPerNpu;

    /// <summary>Dies of the machine.</summary>
    public int Dies => Nodes * DiesPerNode;

    /// <summary>CPU sockets of the machine.</summary>
    public int Cpus => Nodes * CpusPerNode;

    /// <summary>Compute racks; the last may be partly filled.</summary>
    public int Racks => (Nodes + NodesPerRack - 1) / NodesPerRack;
}
