using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>A pool over CPUs, as its controller sets it up.</summary>
public sealed record PoolSpec
{
    /// <summary>CPUs that take part: the machine's first ones.</summary>
    public required int Cpus { get; init; }

    /// <summary>Memory of all of them together, in equal parts; null where nothing limits it.</summary>
    public Bytes? DramCapacity { get; init; }

    /// <summary>Volumes of all of them together, in equal parts; null where there are none.</summary>
    public SizeLimit? SsdCapacity { get; init; }

    /// <summary>The namespaces, by their index.</summary>
    public ImmutableArray<NamespaceSpec> Namespaces { get; init; } = [new NamespaceSpec("context", null)];

    /// <summary>A pool for contexts over all CPUs of a machine.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="dram">Memory of all CPUs together; null: what the machine file states, if it does.</param>
    /// <param name="ssd">Volumes; null where there are none.</param>
    /// <param name="quota">Of the contexts, in each tier.</param>
    public static PoolSpec Of(MachineSpec machine, SizeLimit? dram, SizeLimit? ssd, SizeLimit quota)
    {
        ArgumentNullException.ThrowIfNull(machine);
        return new PoolSpec
        {
            Cpus = machine.Cpus,
            DramCapacity = dram is { } given ? given.Limit : machine.Cpu?.DramCapacity * machine.Cpus,
            SsdCapacity = ssd,
            Namespaces = [new NamespaceSpec("context", quota.Limit)],
        };
    }

    /// <summary>What a CPU gives to the pool: an equal part of the memory, and of quotas as much as it owns hashes.
    /// </summary>
    /// <param name="share">Its share of all hashes, 0 to 1.</param>
    public CpuMemorySpec MemoryOf(double share)
    {
        ImmutableArray<Bytes?> quotas = [.. Namespaces.Select(space => PartOf(space.Quota, share))];
        return new CpuMemorySpec(
            new TierSpec(PartOf(DramCapacity, 1.0 / Cpus), quotas),
            SsdCapacity is { } ssd ? new TierSpec(PartOf(ssd.Limit, 1.0 / Cpus), quotas) : null);
    }

    private static Bytes? PartOf(Bytes? whole, double share) =>
        whole is { } bytes ? new Bytes((long)(bytes.Count * share)) : null;
}
