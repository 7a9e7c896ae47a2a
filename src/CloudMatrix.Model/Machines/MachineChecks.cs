namespace CloudMatrix.Model;

/// <summary>What must hold between the values of a machine file, each of which is right by itself.</summary>
internal static class MachineChecks
{
    /// <summary>Adds a fault for each rule that is broken.</summary>
    /// <param name="machine">The machine as read; what could not be read is <c>default</c>.</param>
    /// <param name="root">Takes the faults.</param>
    public static void Check(MachineSpec machine, JsonSection root)
    {
        var memory = new Limit("die.hbmBandwidth", machine.Die.HbmBandwidth);
        RequireAtMost(root, "operators.hbmAchieved", machine.Operators.HbmAchieved, memory);
        RequireWithinPorts(machine.ScaleUp, root);
        RequireWithinPort(machine.ScaleOut, root);

        // What is missing on purpose and what could not be read look alike.
        if (root.IsFaultless)
        {
            RequireInterNodePaths(machine.ScaleUp, root);
            RequireCpuPaths(machine, root);
            RequireExpertParallelPaths(machine, root);
        }
    }

    private static void RequireWithinPorts(ScaleUpSpec scaleUp, JsonSection root)
    {
        var ports = new Limit(
            "subPlanes × lane of scaleUp", new BytesPerSecond(scaleUp.SubPlanes * scaleUp.Lane.Value));
        foreach (var (key, pair) in PathsOf(scaleUp))
        {
            RequirePairAtMost(root, key, pair, ports);
        }
    }

    private static void RequireWithinPort(ScaleOutSpec scaleOut, JsonSection root)
    {
        var port = new Limit("scaleOut.perDie", scaleOut.PerDie);
        if (scaleOut is { NpuRead: { } read, NpuWrite: { } write })
        {
            RequirePairAtMost(root, "scaleOut.paths.npuRead", read, port);
            RequirePairAtMost(root, "scaleOut.paths.npuWrite", write, port);
        }
    }

    private static void RequireInterNodePaths(ScaleUpSpec scaleUp, JsonSection root)
    {
        var hasUplinks = scaleUp.L2ChipsPerSubPlane > 0;
        foreach (var (key, _) in PathsOf(scaleUp).Where(path => path.Pair.InterNode is not null != hasUplinks))
        {
            root.Fault($"{key}.interNode", "must be there if and only if scaleUp.l2ChipsPerSubPlane is above 0");
        }
    }

    private static void RequireCpuPaths(MachineSpec machine, JsonSection root)
    {
        var isConnected = machine.Cpu?.ScaleUpBandwidth is not null;
        if (isConnected != machine.ScaleUp.CpuRead is not null || isConnected != machine.ScaleUp.CpuWrite is not null)
        {
            root.Fault("scaleUp.paths", "cpuRead and cpuWrite must be there if and only if cpu.scaleUpBandwidth is");
        }
    }

    private static void RequireExpertParallelPaths(MachineSpec machine, JsonSection root)
    {
        if (machine.ExpertParallel.InterNode == default)
        {
            var network = machine.ExpertParallel.Plane == NetworkPlane.ScaleUp ? "scaleUp" : "scaleOut";
            root.Fault("expertParallel.plane", $"needs intraNode and interNode in {network}.paths.npuWrite");
        }
    }

    private static IEnumerable<(string Key, PathPairSpec Pair)> PathsOf(ScaleUpSpec scaleUp)
    {
        yield return ("scaleUp.paths.npuRead", scaleUp.NpuRead);
        yield return ("scaleUp.paths.npuWrite", scaleUp.NpuWrite);
        if (scaleUp.CpuRead is { } cpuRead)
        {
            yield return ("scaleUp.paths.cpuRead", cpuRead);
        }

        if (scaleUp.CpuWrite is { } cpuWrite)
        {
            yield return ("scaleUp.paths.cpuWrite", cpuWrite);
        }
    }

    private static void RequirePairAtMost(JsonSection root, string key, PathPairSpec pair, Limit limit)
    {
        RequireAtMost(root, $"{key}.intraNode.bandwidth", pair.IntraNode.Bandwidth, limit);
        RequireAtMost(root, $"{key}.interNode.bandwidth", pair.InterNode?.Bandwidth ?? default, limit);
    }

    private static void RequireAtMost(JsonSection root, string key, BytesPerSecond rate, Limit limit)
    {
        if (limit.Rate.Value > 0 && rate.Value > limit.Rate.Value)
        {
            root.Fault(key, $"{rate} is above {limit.Name}, which is {limit.Rate}");
        }
    }

    private readonly record struct Limit(string Name, BytesPerSecond Rate);
}
