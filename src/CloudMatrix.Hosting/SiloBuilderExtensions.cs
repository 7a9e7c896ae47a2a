using CloudMatrix.Grains;
using CloudMatrix.Model;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.MembershipService.SiloMetadata;

namespace CloudMatrix.Hosting;

/// <summary>Makes a silo host a supernode.</summary>
public static class SiloBuilderExtensions
{
    private const string StorageSection = $"Orleans:GrainStorage:{UbPlaneGrain.StorageName}";

    extension(ISiloBuilder silo)
    {
        /// <summary>
        /// The silo hosts its share of the supernode that section <see cref="CloudMatrixOptions.Section"/> of its
        /// configuration describes.
        /// </summary>
        /// <exception cref="ConfigurationException">All that is wrong with the section.</exception>
        public ISiloBuilder UseCloudMatrix() => silo.UseCloudMatrix(SupernodeSpecReader.Read(silo.Configuration));

        /// <summary>The silo hosts its share of a supernode.</summary>
        public ISiloBuilder UseCloudMatrix(SupernodeSpec supernode)
        {
            ArgumentNullException.ThrowIfNull(supernode);
            silo.UseSiloMetadata(SiloCard.Of(supernode).ToMetadata());
            silo.AddIncomingGrainCallFilter<UbCostFilter>();
            silo.AddPlacementDirector<DevicePlacement, DevicePlacementDirector>();
            silo.AddPlacementDirector<SiloPlacement, SiloPlacementDirector>();
            if (!silo.Configuration.GetSection(StorageSection).Exists())
            {
                silo.AddMemoryGrainStorage(UbPlaneGrain.StorageName);
            }

            silo.Services
                .AddSingleton(supernode)
                .AddSingleton<IHostTime, HostTime>()
                .AddSingleton<SiloLayout>()
                .AddSingleton<UbLedger>()
                .AddSingleton<UbPrices>()
                .AddSingleton<HostedParts>()
                .AddSingleton<LoadedModels>()
                .AddSingleton<DecodeSetups>()
                .AddSingleton<DecodeRuns>()
                .AddSingleton<HostedTimes>()
                .AddSingleton<SeatPlan>()
                .AddSingleton<ILifecycleParticipant<ISiloLifecycle>, JoinCheck>();
            return silo;
        }
    }
}
