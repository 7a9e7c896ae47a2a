namespace CloudMatrix.Grains;

/// <summary>A CPU as services use it.</summary>
[Alias("pool-server")]
internal interface IPoolServerGrain : IGrainWithIntegerKey
{
    /// <summary>What it has done for a pool and what it holds of it, as a document.</summary>
    /// <exception cref="PartLostException">There is no such pool here: it was lost with its silo.</exception>
    [Alias("totals")]
    Task<byte[]> GetTotals(string pool);
}
