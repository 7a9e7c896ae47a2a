using System.Diagnostics.Metrics;
using CloudMatrix.Grains;
using CloudMatrix.Model;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.MembershipService.SiloMetadata;

namespace CloudMatrix.Hosting;

/// <summary>Makes a silo host a supernode.</summary>
public static class SiloBuilderExtensions
{
    // That a silo is not ready yet is no failure: whoever asks is told.
    private const string HealthChecks = "Microsoft.Extensions.Diagnostics.HealthChecks";
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
                .AddMetrics()
                .AddSingleton(supernode)
                .AddSingleton<IHostTime, HostTime>()
                .AddSingleton<SiloLayout>()
                .AddSingleton<UbLedger>()
                .AddSingleton<UbPrices>()
                .AddSingleton<HostedParts>()
                .AddSingleton<LoadedModels>()
                .AddSingleton<DecodeSetups>()
                .AddSingleton<DecodeRuns>()
                .AddSingleton<ServiceRuns>()
                .AddSingleton<PlanRuns>()
                .AddSingleton<HostedTimes>()
                .AddSingleton<SeatPlan>()
                .AddSingleton<SiloViews>()
                .AddSingleton<StandbyShelf>()
                .AddSingleton<Standbys>()
                .AddSingleton(services =>
                    new SiloReadiness(() => services.GetRequiredService<SiloLayout>().Strangers))
                .AddSingleton<ILifecycleParticipant<ISiloLifecycle>, JoinCheck>()
                .AddSingleton<ILifecycleParticipant<ISiloLifecycle>, SiloDrain>();
            AddMeters(silo.Services);
            return silo;
        }

        /// <summary>
        /// The silo shows its health, metrics and state, and a page, as section
        /// <see cref="HttpOptions.Section"/> of its configuration says; nothing without that section.
        /// </summary>
        /// <exception cref="ConfigurationException">All that is wrong with the section.</exception>
        public ISiloBuilder UseCloudMatrixHttp() =>
            HttpSpecReader.Read(silo.Configuration) is { } http ? silo.UseCloudMatrixHttp(http) : silo;

        /// <summary>The silo, which hosts a supernode, shows its health, metrics and state, and a page.</summary>
        public ISiloBuilder UseCloudMatrixHttp(HttpSpec http)
        {
            ArgumentNullException.ThrowIfNull(http);
            silo.Services
                .AddLogging(logging => logging.AddFilter(HealthChecks, LogLevel.None))
                .AddSingleton(http)
                .AddSingleton<SiloMeter>()
                .AddSingleton<StateCollector>()
                .AddSingleton<HttpAnswers>()
                .AddSingleton<HttpSurface>()
                .AddSingleton(NewMetricStore)
                .AddSingleton(services => new StateFeed(
                    services.GetRequiredService<StateCollector>().CollectAsync, TimeProvider.System))
                .AddHostedService(services => services.GetRequiredService<HttpSurface>());
            return silo;
        }
    }

    private static void AddMeters(IServiceCollection services) => services
        .AddSingleton<BusMeter>()
        .AddSingleton<CacheMeter>()
        .AddSingleton<DecodeMeter>()
        .AddSingleton<ServiceBoard>()
        .AddSingleton<ServingMeter>();

    private static MetricStore NewMetricStore(IServiceProvider services)
    {
        // Nobody else asks for the silo's own meter, and what is not made measures nothing.
        _ = services.GetRequiredService<SiloMeter>();
        return new MetricStore(
            services.GetRequiredService<IMeterFactory>(), services.GetRequiredService<HttpSpec>().Meters);
    }
}
