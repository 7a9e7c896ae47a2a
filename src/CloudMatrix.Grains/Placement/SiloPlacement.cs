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
    // In no silo's address.
    private const char Separator = '/';

    /// <summary>The key of what belongs to a silo.</summary>
    public static string KeyOf(SiloAddress silo) => silo.ToParsableString();

    /// <summary>The key of what belongs to a silo, of which there are several.</summary>
    public static string KeyOf(SiloAddress silo, string name) => $"{KeyOf(silo)}{Separator}{name}";

    public Task<SiloAddress> OnAddActivation(
        PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silo = SiloAddress.FromParsableString(target.GrainIdentity.Key.ToString()!.Split(Separator, 2)[0]);
        return context.GetCompatibleSilos(target).Contains(silo)
            ? Task.FromResult(silo)
            : throw new SiloUnavailableException($"{silo} is not a member of the cluster any more.");
    }
}
