using System.Diagnostics;
using System.Runtime.CompilerServices;
using CloudMatrix.Grains.Abstractions;

namespace CloudMatrix.Client;

/// <summary>Calls that outlive silos: what fails because one is lost is asked again, and another takes over.</summary>
internal static class Persistent
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // Longer than anybody waits with news; a call that asked its way of a silo that is lost may never be answered.
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(10);

    /// <summary>Asks until there is an answer.</summary>
    /// <exception cref="OrleansException">The cluster could not be reached for minutes.</exception>
    public static async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellation)
    {
        for (var began = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                return await ask().WaitAsync(AnswerPatience, cancellation).ConfigureAwait(false);
            }
            catch (Exception exception) when (IsSiloLost(exception) && Stopwatch.GetElapsedTime(began) < Patience)
            {
                await PauseAsync(cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Asks for something that must not be done twice: each time with the same ticket.</summary>
    /// <exception cref="OrleansException">The cluster could not be reached for minutes.</exception>
    public static Task<T> AskAsync<T>(Func<Guid, Task<T>> ask, CancellationToken cancellation)
    {
        var ticket = Guid.NewGuid();
        return AskAsync(() => ask(ticket), cancellation);
    }

    /// <summary>
    /// A stream that is opened again when a silo is lost: what came before the loss comes again.
    /// </summary>
    /// <exception cref="OrleansException">The cluster could not be reached for minutes.</exception>
    public static async IAsyncEnumerable<T> StreamAsync<T>(
        Func<IAsyncEnumerable<T>> open, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var waited = TimeSpan.Zero; ; waited += RetryAfter)
        {
            await using var items = open().GetAsyncEnumerator(cancellation);
            var next = await TryMoveAsync(items, waited).ConfigureAwait(false);
            for (; next is true; next = await TryMoveAsync(items, waited).ConfigureAwait(false))
            {
                waited = TimeSpan.Zero;
                yield return items.Current;
            }

            if (next is false)
            {
                yield break;
            }

            await PauseAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Every status of a run that the client gets to see, until nothing is left to do.</summary>
    /// <param name="next">Waits for a status that is newer than a version, or for some seconds.</param>
    /// <param name="cancellation">Ends the watch, not the run.</param>
    /// <exception cref="OrleansException">The cluster could not be reached for minutes.</exception>
    public static async IAsyncEnumerable<TStatus> WatchAsync<TStatus>(
        Func<long, Task<TStatus>> next, [EnumeratorCancellation] CancellationToken cancellation)
        where TStatus : IRunStatus<TStatus>
    {
        for (var (seen, isAtWork) = (0L, true); isAtWork;)
        {
            var status = await AskAsync(() => next(seen), cancellation).ConfigureAwait(false);
            isAtWork = status.IsAtWork;
            if (status.Version > seen || !isAtWork)
            {
                seen = status.Version;
                yield return status;
            }
        }
    }

    // Whether there is another item; null where a silo is lost.
    private static async Task<bool?> TryMoveAsync<T>(IAsyncEnumerator<T> items, TimeSpan waited)
    {
        try
        {
            return await items.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (IsSiloLost(exception) && waited < Patience)
        {
            return null;
        }
    }

    private static bool IsSiloLost(Exception exception) =>
        exception is OrleansException or TimeoutException or EnumerationAbortedException;

    private static Task PauseAsync(CancellationToken cancellation) => Task.Delay(RetryAfter, cancellation);
}
