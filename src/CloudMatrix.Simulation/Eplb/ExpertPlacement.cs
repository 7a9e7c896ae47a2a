using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>Which expert each slot holds in one layer, and which slots hold each expert.</summary>
/// <remarks>Slots are those of the <see cref="ExpertPlacementRequest"/>, numbered from 0, die by die.</remarks>
public sealed class ExpertPlacement
{
    internal ExpertPlacement(int experts, ImmutableArray<ExpertId> physicalToLogical)
    {
        var slots = Enumerable.Range(0, physicalToLogical.Length).ToLookup(slot => physicalToLogical[slot].Index);
        PhysicalToLogical = physicalToLogical;
        LogicalToPhysical = [.. Enumerable.Range(0, experts).Select(expert => slots[expert].ToImmutableArray())];
    }

    /// <summary>The expert that each slot holds [slots].</summary>
    public ImmutableArray<ExpertId> PhysicalToLogical { get; }

    /// <summary>The slots that hold each expert, ascending, at least one each [experts][replicas].</summary>
    public ImmutableArray<ImmutableArray<int>> LogicalToPhysical { get; }

    /// <summary>The number of slots that hold an expert, 1 or more.</summary>
    public int ReplicaCount(ExpertId expert) => LogicalToPhysical[expert.Index].Length;
}
