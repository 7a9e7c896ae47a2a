using System.Collections.Immutable;
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
            var admission = await Persistent.AskAsync(ticket => service.Replay(replay, ticket), cancellation)
                .ConfigureAwait(false);
            admission.Require("service");
            try
            {
                var statuses = Persistent.WatchAsync(service.NextStatus, cancellation);
                await foreach (var status in statuses.ConfigureAwait(false))
                {
                    progress.Report(status);
                }
            }
            catch (OperationCanceledException)
            {
                await service.Close().ConfigureAwait(false);
                throw;
            }

            return await Persistent.AskAsync(service.GetReport, cancellation).ConfigureAwait(false)
                ?? throw new InvalidOperationException(await WhyAsync(service).ConfigureAwait(false));
        }

        /// <summary>Opens a service for requests.</summary>
        /// <param name="options">What it is made of.</param>
        /// <param name="pace">Virtual seconds in a second of real time; null: as fast as it goes.</param>
        /// <exception cref="ConfigurationException">The options cannot be used; holds all faults.</exception>
        /// <exception cref="InvalidOperationException">The service is at work.</exception>
        public async Task OpenAsync(ServingOptions options, double? pace = null)
        {
            var admission = await Persistent
                .AskAsync(ticket => service.Open(options, pace, ticket), CancellationToken.None)
                .ConfigureAwait(false);
            admission.Require("service");
        }

        /// <summary>
        /// Submits a request to an open service; once, also when a silo is lost meanwhile and another takes over.
        /// </summary>
        /// <param name="prompt">Token ids of its prompt, one or more.</param>
        /// <param name="outputTokens">Tokens to be generated, 1 or more.</param>
        /// <param name="cancellation">Ends the wait; whether the request arrives is not known then.</param>
        /// <returns>Its number.</returns>
        /// <exception cref="InvalidOperationException">The service is not open.</exception>
        public Task<int> SubmitAsync(
            ImmutableArray<int> prompt, int outputTokens, CancellationToken cancellation = default) =>
            Persistent.AskAsync(ticket => service.Submit(prompt, outputTokens, ticket), cancellation);

        /// <summary>
        /// Follows a request until it has ended or the service has: each token is told of once. Goes on when the silo
        /// of the service is lost and another takes over.
        /// </summary>
        /// <param name="request">Its number.</param>
        /// <param name="cancellation">Ends the following, not the request.</param>
        /// <exception cref="ArgumentOutOfRangeException">There is no such request.</exception>
        public async IAsyncEnumerable<RequestStatus> FollowAsync(
            int request, [EnumeratorCancellation] CancellationToken cancellation = default)
        {
            RequestStatus? told = null;
            var statuses = Persistent.StreamAsync(() => service.Follow(request), cancellation);
            await foreach (var status in statuses.ConfigureAwait(false))
            {
                // Whoever takes over may be a little behind, on the same way.
                if (told is null || (status != told && status.Generated >= told.Generated && !told.IsOver))
                {
                    told = status;
                    yield return status;
                }
            }
        }
    }

    private static async Task<string> WhyAsync(IServiceGrain service)
    {
        var status = await Persistent.AskAsync(service.GetStatus, CancellationToken.None).ConfigureAwait(false);
        return status.Failure ?? $"The replay ended without a report: the service is {status.Life}.";
    }
}
