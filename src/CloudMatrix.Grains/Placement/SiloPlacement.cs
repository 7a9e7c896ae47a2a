using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace CloudMatrix.Grains;

/// <summary>Where grains are placed that belong to a silo: on the silo that their key names.</summary>
[GenerateSerializer, Alias("silo-placement")]
internal sealed class SiloPlacement : PlacementStrategy;

/// <summary>Places a grain on the silo that its key names.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SiloPlacementAttribute() : PlacementAttribute(new SiloPlacement());

/// <summary>Places grains on the silos that their keys name.</summary>
internal sealed class SiloPlacementDirector : IPlacementDirector
{
    private const char Separator = '@';

    /// <summary>The key of something that belongs to a silo.</summary>
    public static string KeyOf(string name, SiloAddress silo) => $"{name}{Separator}{silo.ToParsableString()}";

    /// <summary>What belongs to the silo.</summary>
    public static string NameIn(string key) => key[..key.LastIndexOf(Separator)];

    public Task<SiloAddress> OnAddActivation(
        PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var key = target.GrainIdentity.Key.ToString()!;
        var silo = SiloAddress.FromParsableString(key[(key.LastIndexOf(Separator) + 1)..]);
        return context.GetCompatibleSilos(target).Contains(silo)
            ? Task.FromResult(silo)
            : throw new SiloUnavailableException($"{silo} is not a member of the cluster any more.");
    }
}
