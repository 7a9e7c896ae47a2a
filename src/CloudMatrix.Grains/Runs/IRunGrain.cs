using Orleans.Concurrency;

namespace CloudMatrix.Grains;

/// <summary>A grain that has a run which outlives its silo, as whoever holds the run's state knows it.</summary>
[Alias("run")]
internal interface IRunGrain : IGrainWithStringKey
{
    /// <summary>Brings the grain back where it was lost; it goes on with its run.</summary>
    [AlwaysInterleave]
    [Alias("wake")]
    Task Wake();
}
