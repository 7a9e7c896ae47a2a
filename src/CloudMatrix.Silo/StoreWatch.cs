using CloudMatrix.Commands;
using CloudMatrix.Model;

namespace CloudMatrix.Silo;

/// <summary>
/// Asks the stores that a silo needs, so that one which is away is told in one message and not by what Orleans makes
/// of it later.
/// </summary>
internal static class StoreWatch
{
    /// <summary>Refuses to start without them.</summary>
    /// <exception cref="ConfigurationException">Some answer, but cannot be used.</exception>
    /// <exception cref="ClusterLostException">Some do not answer.</exception>
    public static async Task RequireAsync(SiloConfiguration configuration, CancellationToken cancellation)
    {
        var answers = await Task.WhenAll(
            configuration.Stores.Select(async store => (Store: store, Answer: await AskAsync(store, cancellation))));
        if (Those(StoreOutcome.Unusable) is { Count: > 0 } unusable)
        {
            throw new ConfigurationException(unusable.Select(message => $"{configuration.Path}: {message}"));
        }

        if (Those(StoreOutcome.Missing) is { Count: > 0 } missing)
        {
            throw new ClusterLostException(string.Join(Environment.NewLine, missing));
        }

        List<string> Those(StoreOutcome outcome) =>
            [.. answers
                .Where(pair => pair.Answer.Outcome == outcome)
                .Select(pair => $"{pair.Store} {pair.Answer.Why}.")];
    }

    private static Task<StoreAnswer> AskAsync(Store store, CancellationToken cancellation) =>
        store.Kind.AskAsync(store.ConnectionString, cancellation);
}
