using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Client;

/// <summary>What a client does with a decode instance beyond single calls.</summary>
public static class DecodeInstanceExtensions
{
    extension(IDecodeInstanceGrain instance)
    {
        /// <summary>
        /// Every status of the decode that the client gets to see, until it is over, or where there is none. Goes on
        /// when the silo of the instance is lost and another takes over.
        /// </summary>
        /// <param name="cancellation">Ends the watch, not the decode.</param>
        /// <exception cref="OrleansException">The cluster could not be reached for minutes.</exception>
        public IAsyncEnumerable<DecodeStatus> WatchAsync(CancellationToken cancellation = default) =>
            Persistent.WatchAsync(instance.NextStatus, cancellation);

        /// <summary>Runs a decode to its end.</summary>
        /// <param name="order">What to run.</param>
        /// <param name="progress">Told of every status.</param>
        /// <param name="cancellation">Cancels the decode.</param>
        /// <exception cref="ConfigurationException">The options cannot be used; holds all faults.</exception>
        /// <exception cref="InvalidOperationException">The instance is busy, or the decode failed.</exception>
        public async Task<DecodeResult> RunAsync(
            DecodeOrder order, IProgress<DecodeStatus> progress, CancellationToken cancellation = default)
        {
            ArgumentNullException.ThrowIfNull(progress);
            await foreach (var status in FollowAsync(instance, order, cancellation).ConfigureAwait(false))
            {
                progress.Report(status);
            }

            return await Persistent.AskAsync(instance.GetResult, cancellation).ConfigureAwait(false)
                ?? throw new InvalidOperationException(await WhyAsync(instance).ConfigureAwait(false));
        }

        /// <summary>Generates the texts of a real model.</summary>
        /// <param name="options">What to generate; every silo reads the checkpoint from its own disk.</param>
        /// <param name="progress">Told of the tokens of each text so far, in the order of the prompts.</param>
        /// <param name="cancellation">Cancels the generation.</param>
        /// <exception cref="ConfigurationException">The options cannot be used; holds all faults.</exception>
        /// <exception cref="InvalidOperationException">The instance is busy, or the generation failed.</exception>
        public async Task<GenerationResult> GenerateAsync(
            GenerationOptions options,
            IProgress<ImmutableArray<ImmutableArray<int>>> progress,
            CancellationToken cancellation = default)
        {
            ArgumentNullException.ThrowIfNull(progress);
            var order = DecodeOrder.Of(options);
            await foreach (var _ in FollowAsync(instance, order, cancellation).ConfigureAwait(false))
            {
                progress.Report(await Persistent.AskAsync(instance.GetTexts, cancellation).ConfigureAwait(false));
            }

            return await Persistent.AskAsync(instance.GetGeneration, cancellation).ConfigureAwait(false)
                ?? throw new InvalidOperationException(await WhyAsync(instance).ConfigureAwait(false));
        }
    }

    // Starts a decode and watches it; whoever stops watching cancels it.
    private static async IAsyncEnumerable<DecodeStatus> FollowAsync(
        IDecodeInstanceGrain instance, DecodeOrder order, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var admission = await Persistent.AskAsync(ticket => instance.Start(order, ticket), cancellation)
            .ConfigureAwait(false);
        admission.Require($"instance {instance.GetPrimaryKeyString()}");
        var isOver = false;
        try
        {
            await foreach (var status in instance.WatchAsync(cancellation).ConfigureAwait(false))
            {
                isOver = status.IsOver;
                yield return status;
            }
        }
        finally
        {
            if (!isOver)
            {
                await instance.Cancel().ConfigureAwait(false);
            }
        }
    }

    private static async Task<string> WhyAsync(IDecodeInstanceGrain instance)
    {
        var status = await Persistent.AskAsync(instance.GetStatus, CancellationToken.None).ConfigureAwait(false);
        return status.Failure ?? $"The decode ended without a result: it is {status.Life}.";
    }
}
