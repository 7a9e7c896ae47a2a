namespace CloudMatrix.Model;

/// <summary>Reads machine files: JSON whose dimensioned values carry their unit.</summary>
public static class MachineSpecReader
{
    private static readonly CountRange NodeRange = new(1, 16_384);
    private static readonly CountRange NpuRange = new(1, 128);
    private static readonly CountRange DieRange = new(1, 16);
    private static readonly CountRange CpuRange = new(0, 128);

    /// <summary>Reads the text of a machine file.</summary>
    /// <param name="text">JSON.</param>
    /// <param name="source">Where it comes from, as faults name it.</param>
    /// <exception cref="ConfigurationException">The text is not JSON or not a machine; holds all faults.</exception>
    public static MachineSpec Read(string text, string source) => JsonText.Read(text, source, Read);

    /// <summary>Reads a machine file.</summary>
    /// <exception cref="ConfigurationException">The file cannot be read, or is not a machine.</exception>
    public static MachineSpec FromFile(string path) => Read(JsonText.OfFile(path), path);

    private static MachineSpec Read(JsonSection root)
    {
        var scaleUp = ScaleUpSpec.Read(root.Section("scaleUp"));
        var scaleOut = ScaleOutSpec.Read(root.Section("scaleOut"));
        var machine = new MachineSpec
        {
            Name = root.Text("name"),
            Nodes = root.Count("nodes", NodeRange),
            NpusPerNode = root.Count("npusPerNode", NpuRange),
            DiesPerNpu = root.Count("diesPerNpu", DieRange),
            CpusPerNode = root.Count("cpusPerNode", CpuRange),
            NodesPerRack = root.Count("nodesPerRack", NodeRange),
            Die = DieSpec.Read(root.Section("die")),
            Cpu = root.Has("cpu") ? CpuSpec.Read(root.Section("cpu")) : null,
            ScaleUp = scaleUp,
            ScaleOut = scaleOut,
            FrontEnd = FrontEndSpec.Read(root.Section("frontEnd")),
            Storage = root.Has("storage") ? StorageSpec.Read(root.Section("storage")) : null,
            ExpertParallel = ExpertParallelSpec.Read(root.Section("expertParallel"), scaleUp, scaleOut),
            Operators = OperatorConstants.Read(root.Section("operators")),
        };
        root.RefuseOtherKeys();
        MachineChecks.Check(machine, root);
        return machine;
    }
}
