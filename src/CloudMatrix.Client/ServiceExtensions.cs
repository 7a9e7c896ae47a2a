using System.Runtime.CompilerServices;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Client;

/// <summary>What a client does with services beyond single calls.</summary>
public static class ServiceExtensions
{
    extension(IServiceGrain service)
    {
        /// <summary>Replays a trace to its end.</summary>
        /// <param name="replay">The trace, and what the service is made of.</param>
        /// <param name="progress">Told of every status.</param>
        /// <param name="cancellation">Ends the replay.</param>
        /// <exception cref="ConfigurationException">The options cannot be used; holds all faults.</exception>
        /// <exception cref="InvalidOperationException">The service is at work, or could not go on.</exception>
        public async Task<ServingReport> ReplayAsync(
            ReplayOptions replay, IProgress<ServiceStatus> progress, CancellationToken cancellation = default)
        {
            ArgumentNullException.ThrowIfNull(progress);
            (await service.Replay(replay).WaitAsync(cancellation).ConfigureAwait(false)).Require("service");
            try
            {
                await foreach (var status in WatchAsync(service, cancellation).ConfigureAwait(false))
                {
                    progress.Report(status);
                }
            }
            catch (OperationCanceledException)
            {
                await service.Close().ConfigureAwait(false);
                throw;
            }

            return await service.GetReport().ConfigureAwait(false)
                ?? throw new InvalidOperationException(await WhyAsync(service).ConfigureAwait(false));
        }

        /// <summary>Opens a service for requests.</summary>
        /// <param name="options">What it is made of.</param>
        /// <param name="pace">Virtual seconds in a second of real time; null: as fast as it goes.</param>
        /// <exception cref="ConfigurationException">The options cannot be used; holds all faults.</exception>
        /// <exception cref="InvalidOperationException">The service is at work.</exception>
        public async Task OpenAsync(ServingOptions options, double? pace = null) =>
            (await service.Open(options, pace).ConfigureAwait(false)).Require("service");
    }

    private static async IAsyncEnumerable<ServiceStatus> WatchAsync(
        IServiceGrain service, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var status = await service.GetStatus().WaitAsync(cancellation).ConfigureAwait(false);
        yield return status;
        while (status.IsAtWork)
        {
            status = await service.NextStatus(status.Version).WaitAsync(cancellation).ConfigureAwait(false);
            yield return status;
        }
    }

    private static async Task<string> WhyAsync(IServiceGrain service)
    {
        var status = await service.GetStatus().ConfigureAwait(false);
        return status.Failure ?? $"The replay ended without a report: the service is {status.Life}.";
    }
}
