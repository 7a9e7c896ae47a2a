using System.Collections.Immutable;
using CloudMatrix.Simulation;
using Orleans.Concurrency;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>
/// A service: prefill and decode instances, and a context cache in the CPUs' pooled memory. Replays a trace, or serves
/// whoever submits requests. Key: its name (<see cref="GrainNames.Service"/>).
/// </summary>
[Alias("service")]
public interface IServiceGrain : IGrainWithStringKey
{
    /// <summary>Replays a trace, unless the service is at work.</summary>
    /// <param name="replay">The trace, and what the service is made of.</param>
    /// <param name="ticket">
    /// Drawn by who asks, so that he can ask again when the answer is lost: one ticket starts one run. Left out: every
    /// call asks for another.
    /// </param>
    [AlwaysInterleave]
    [Alias("replay")]
    Task<RunAdmission> Replay(ReplayOptions replay, Guid ticket = default);

    /// <summary>Opens the service for requests, unless it is at work.</summary>
    /// <param name="service">What it is made of.</param>
    /// <param name="pace">
    /// Virtual seconds in a second of real time, above 0: requests arrive when they are submitted. Null: as fast as it
    /// goes, and a request arrives when the one before has been dealt with as far as it can be.
    /// </param>
    /// <param name="ticket">As in <see cref="Replay"/>.</param>
    [AlwaysInterleave]
    [Alias("open")]
    Task<RunAdmission> Open(ServingOptions service, double? pace, Guid ticket = default);

    /// <summary>How far it is.</summary>
    [AlwaysInterleave]
    [Alias("status")]
    Task<ServiceStatus> GetStatus();

    /// <summary>Waits until there is news, or for some seconds.</summary>
    /// <param name="seen">The version of the status that the caller knows; 0 for none.</param>
    /// <returns>The status, newer or the same.</returns>
    [AlwaysInterleave]
    [Alias("next-status")]
    Task<ServiceStatus> NextStatus(long seen);

    /// <summary>Submits a request to an open service.</summary>
    /// <param name="prompt">Token ids of its prompt, one or more.</param>
    /// <param name="outputTokens">Tokens to be generated, 1 or more.</param>
    /// <param name="ticket">
    /// Drawn by who asks, so that he can ask again when the answer is lost: one ticket is one request. Left out: every
    /// call is another.
    /// </param>
    /// <returns>Its number, when it would not be lost with a silo any more.</returns>
    /// <exception cref="InvalidOperationException">The service is not open.</exception>
    /// <exception cref="OrleansException">A silo was lost meanwhile; whether the request arrived is not known.
    /// </exception>
    [AlwaysInterleave]
    [Alias("submit")]
    Task<int> Submit(ImmutableArray<int> prompt, int outputTokens, Guid ticket = default);

    /// <summary>Follows a request: what is known of it now, whenever that changes, until it has ended
    /// or the service has.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such request.</exception>
    [AlwaysInterleave]
    [Alias("follow")]
    IAsyncEnumerable<RequestStatus> Follow(int request);

    /// <summary>Nobody wants a request any more.</summary>
    /// <returns>Whether it had not ended.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such request.</exception>
    [AlwaysInterleave]
    [Alias("cancel")]
    Task<bool> Cancel(int request);

    /// <summary>What became of each request so far, in the order in which they came.</summary>
    [AlwaysInterleave]
    [Alias("requests")]
    Task<ImmutableArray<RequestStatus>> GetRequests();

    /// <summary>All that is known of each request so far, in the order in which they came.</summary>
    [AlwaysInterleave]
    [Alias("records")]
    Task<ImmutableArray<RequestRecord>> GetRecords();

    /// <summary>The keys of the blocks of a request's prompt, in order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such request.</exception>
    [AlwaysInterleave]
    [Alias("blocks")]
    Task<ImmutableArray<KvBlockKey>> GetBlocks(int request);

    /// <summary>What the last replay found; null unless it is done.</summary>
    [AlwaysInterleave]
    [Alias("report")]
    Task<ServingReport?> GetReport();

    /// <summary>Ends a replay, or closes an open service: who still waits is refused.</summary>
    [AlwaysInterleave]
    [Alias("close")]
    Task Close();
}
