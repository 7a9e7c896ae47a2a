using System.Collections.Immutable;

namespace CloudMatrix.Simulation;

/// <summary>What batches and iterations of a service take, by the state of the network.</summary>
internal interface IServingTimes : IDisposable
{
    /// <summary>What batches take.</summary>
    ImmutableArray<IPrefillTimes> Prefill { get; }

    /// <summary>What iterations take.</summary>
    ImmutableArray<IDecodeTimes> Decode { get; }
}
