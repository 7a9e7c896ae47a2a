namespace CloudMatrix.Simulation;

/// <summary>How even the CPUs' parts are: the fullest or busiest over the mean; 1 is even.</summary>
/// <param name="HashesMaxOverMean">Hashes owned.</param>
/// <param name="BytesMaxOverMean">Bytes held in memory; null where none are.</param>
/// <param name="ReadMaxOverMean">Bytes read by NPUs; null where none were.</param>
public sealed record CacheBalance(double HashesMaxOverMean, double? BytesMaxOverMean, double? ReadMaxOverMean)
{
    /// <summary>Of a pool.</summary>
    internal static CacheBalance Of(MemoryPool pool) => new(
        MaxOverMean(pool.Ring.Shares())!.Value,
        MaxOverMean(pool.Cores.Select(core => (double)core.Dram.Used.Count)),
        MaxOverMean(pool.Cores.Select(core => (double)core.Tally.Read.Count)));

    private static double? MaxOverMean(IEnumerable<double> parts)
    {
        double[] all = [.. parts];
        return all.Max() > 0 ? all.Max() / all.Average() : null;
    }
}
