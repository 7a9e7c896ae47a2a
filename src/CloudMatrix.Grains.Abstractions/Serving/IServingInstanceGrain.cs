using Orleans.Concurrency;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>
/// A prefill or a decode instance of a service. Key: the service's name and the instance's, e.g. "chat/prefill-3"
/// (<see cref="GrainNames.ServingInstance"/>).
/// </summary>
[Alias("serving-instance")]
public interface IServingInstanceGrain : IGrainWithStringKey
{
    /// <summary>Where it lives, and what it holds and has done.</summary>
    [AlwaysInterleave]
    [Alias("state")]
    Task<ServingInstanceState> GetState();
}
