namespace CloudMatrix.Grains;

/// <summary>The second holders of runs, as this silo reaches them.</summary>
/// <param name="grains">Reaches them.</param>
/// <param name="layout">Where they can be.</param>
/// <param name="shelf">What this silo itself holds.</param>
internal sealed class Standbys(IGrainFactory grains, SiloLayout layout, StandbyShelf shelf)
{
    /// <summary>What is held of a run; null for nothing.</summary>
    /// <param name="run">The run's grain.</param>
    public Task<StandbyCopy?> GetAsync(GrainId run) => Of(run).Get();

    /// <summary>A run's way to its second holder.</summary>
    /// <param name="run">The run's grain.</param>
    public StandbyHolder HolderOf(GrainId run) => new(Of(run), (layout, shelf), run.ToString());

    private IStandbyGrain Of(GrainId run) => grains.GetGrain<IStandbyGrain>(run.ToString());
}
