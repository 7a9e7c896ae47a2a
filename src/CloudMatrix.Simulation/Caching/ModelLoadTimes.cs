using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>What it takes to bring a model to an instance.</summary>
/// <remarks>
/// <code>
/// from the bucket   t = bytes / bandwidth of the bucket, which all who fetch at once share
/// from memory       t = latency + bytes / min(ports · bandwidth(die reads a CPU), CPUs · bandwidth of a CPU's port)
/// through memory    t = from the bucket, and the last block from memory: what came before went on meanwhile
/// </code>
/// Source: arXiv:2506.12708 table 1, §4.4.3.
/// </remarks>
internal sealed class ModelLoadTimes(ModelCacheOptions options, int cpus)
{
    /// <summary>At which an instance reads memory.</summary>
    public BytesPerSecond PoolRead { get; } = new(Math.Min(
        options.Ports * PoolTransferCost.PathOf(options.Machine, CachePlane.ScaleUp, UbAccess.Read).Bandwidth.Value,
        cpus * options.Machine.Cpu!.ScaleUpBandwidth!.Value.Value));

    /// <summary>From the bucket.</summary>
    /// <param name="size">Bytes of all who fetch at once.</param>
    public VirtualDuration Fetch(Bytes size) => options.Machine.Storage!.BucketBandwidth.TimeFor(size);

    /// <summary>From the bucket through memory.</summary>
    /// <param name="size">Bytes of all who fetch at once.</param>
    public VirtualDuration FetchThroughMemory(Bytes size) => Fetch(size) + Read(options.BlockSize);

    /// <summary>From memory to one instance.</summary>
    public VirtualDuration Read(Bytes size) =>
        PoolTransferCost.PathOf(options.Machine, CachePlane.ScaleUp, UbAccess.Read).Latency + PoolRead.TimeFor(size);
}
