using CloudMatrix.Model;

namespace CloudMatrix.Grains;

/// <summary>What a silo shows the others of itself before anything is placed on it.</summary>
/// <param name="SpecHash">Of the machine that it hosts.</param>
/// <param name="Version">Of the program that it runs.</param>
/// <param name="Machine">The machine's name, for people.</param>
/// <param name="Nodes">Nodes that its configuration names; null where it names none.</param>
public sealed record SiloCard(string SpecHash, string Version, string Machine, string? Nodes)
{
    private const string SpecHashKey = "cloudmatrix.spec";
    private const string VersionKey = "cloudmatrix.version";
    private const string MachineKey = "cloudmatrix.machine";
    private const string NodesKey = "cloudmatrix.nodes";

    /// <summary>The card of a silo that hosts a supernode.</summary>
    public static SiloCard Of(SupernodeSpec supernode)
    {
        ArgumentNullException.ThrowIfNull(supernode);
        return new SiloCard(
            supernode.Hash, SupernodeSpec.Version, supernode.Machine.Name, supernode.Wanted?.ToString());
    }

    /// <summary>Reads a silo's metadata; null where it has not shown its card yet.</summary>
    public static SiloCard? Read(IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return metadata.TryGetValue(SpecHashKey, out var hash)
            ? new SiloCard(hash, metadata[VersionKey], metadata[MachineKey], metadata.GetValueOrDefault(NodesKey))
            : null;
    }

    /// <summary>The card as metadata.</summary>
    public Dictionary<string, string> ToMetadata()
    {
        var metadata = new Dictionary<string, string>
        {
            [SpecHashKey] = SpecHash,
            [VersionKey] = Version,
            [MachineKey] = Machine,
        };
        if (Nodes is not null)
        {
            metadata.Add(NodesKey, Nodes);
        }

        return metadata;
    }

    /// <summary>What keeps the silo from hosting a supernode together with others; null where nothing does.</summary>
    public string? FindFault(SupernodeSpec supernode)
    {
        ArgumentNullException.ThrowIfNull(supernode);
        return Version != SupernodeSpec.Version
            ? $"it runs version {Version}, this silo runs {SupernodeSpec.Version}"
            : SpecHash != supernode.Hash
            ? $"it hosts {Machine} (specification {SpecHash}), this silo {supernode.Machine.Name} ({supernode.Hash})"
            : null;
    }

    internal bool Fits(SupernodeSpec supernode) => FindFault(supernode) is null;

    internal NodeRanges? NodesIn(MachineSpec machine) =>
        Nodes is null ? null : NodeRanges.Parse(Nodes, machine.Nodes);
}
