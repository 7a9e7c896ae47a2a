namespace CloudMatrix.Grains;

/// <summary>
/// What takes long on a silo's share of the Unified Bus: making an epoch's windows and running its graphs. One for each
/// silo.
/// </summary>
/// <remarks>
/// Not of <see cref="IUbSwitchGrain"/>: a grain that the cluster drops, because its entry in the directory was on a
/// silo that is gone, takes no call before those that it is at have ended, and what ends a graph are such calls.
/// </remarks>
[Alias("ub-graph")]
internal interface IUbGraphGrain : IGrainWithStringKey
{
    /// <summary>Prepares an epoch: windows are made, and the silo's devices take their seats.</summary>
    [Alias("open")]
    [ResponseTimeout("00:05:00")]
    Task<EpochOpening> Open(EpochPlan plan);

    /// <summary>Runs a graph on the silo's part of an instance.</summary>
    [Alias("run-graph")]
    [ResponseTimeout("00:10:00")]
    Task<GraphEnd> RunGraph(GraphOrder order);
}
