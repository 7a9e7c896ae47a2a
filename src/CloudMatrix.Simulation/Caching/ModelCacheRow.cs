namespace CloudMatrix.Simulation;

/// <summary>A column of the paper's table 2: one way to keep models.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="ColdStartSeconds">All instances load a model that nobody holds.</param>
/// <param name="WarmStartSeconds">All instances load it again; null where nothing is cached.</param>
/// <param name="DramOverhead">Memory for one model that all instances load, over the model's size.</param>
/// <param name="SwitchHitRate">Switches to another model that find it in memory, of all.</param>
/// <param name="SwitchSeconds">A switch, the mean.</param>
public sealed record ModelCacheRow(
    string Name,
    double ColdStartSeconds,
    double? WarmStartSeconds,
    double DramOverhead,
    double SwitchHitRate,
    double SwitchSeconds);
