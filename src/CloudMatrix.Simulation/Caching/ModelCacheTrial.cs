using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// Runs table 2 of the paper: instances load one model, then switch between several, with no cache, with each
/// instance's own memory, and with the pool.
/// </summary>
/// <remarks>
/// Hits, bytes and memory are counted on caches that run; <see cref="ModelLoadTimes"/> prices them. Every instance
/// switches so that each model follows each equally often, itself included.
/// </remarks>
public static class ModelCacheTrial
{
    private const int CountMax = 64;
    private const int PortsMax = 32;

    /// <summary>The paper's table; its caption calls the latencies illustrative.</summary>
    public static ImmutableArray<ModelCacheRow> Table2 { get; } =
    [
        new("No cache", 2560, null, 0, 0, 320),
        new("Local DRAM", 2560, 5, 8, 0.125, 281),
        new("EMS", 320, 5, 1, 1, 5),
    ];

    /// <summary>Runs it.</summary>
    /// <exception cref="ConfigurationException">All that is wrong with the options.</exception>
    public static ModelCacheReport Run(ModelCacheOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Check(options);
        var pooled = new ModelCacheWay(options, "EMS", options.Machine.Cpus, (options.PooledModels, 1));
        var local = new ModelCacheWay(
            options, "Local DRAM", options.Machine.CpusPerNode, (options.LocalModels, options.Instances));
        return new ModelCacheReport
        {
            MachineName = options.Machine.Name,
            Models = options.Models,
            Instances = options.Instances,
            ModelBytes = options.ModelSize.Count,
            BucketGBps = options.Machine.Storage!.BucketBandwidth.Value / 1e9,
            PoolReadGBps = pooled.Times.PoolRead.Value / 1e9,
            Switches = options.Instances * options.Models * options.Models,
            Rows = [Uncached(options, pooled.Times), local.Run(), pooled.Run()],
            Published = AsksAsTable2(options) ? Table2 : [],
            PoolFullestOverMean = pooled.FullestOverMean,
        };
    }

    private static bool AsksAsTable2(ModelCacheOptions options)
    {
        var paper = new ModelCacheOptions();
        return (options.Models, options.Instances) == (paper.Models, paper.Instances)
            && options.ModelSize == paper.ModelSize
            && (options.LocalModels, options.PooledModels) == (paper.LocalModels, paper.PooledModels);
    }

    private static ModelCacheRow Uncached(ModelCacheOptions options, ModelLoadTimes times)
    {
        var all = times.Fetch(options.ModelSize * options.Instances);
        return new ModelCacheRow("No cache", all.TotalSeconds, null, 0, 0, times.Fetch(options.ModelSize).TotalSeconds);
    }

    private static void Check(ModelCacheOptions options)
    {
        var machine = options.Machine;
        var faults = new Faults();
        faults.RequireRange("models", options.Models, (1, CountMax), "models to switch between");
        faults.RequireRange("instances", options.Instances, (1, CountMax), "instances");
        faults.RequireRange("local-models", options.LocalModels, (1, CountMax), "models in an instance's own memory");
        faults.RequireRange("pooled-models", options.PooledModels, (1, CountMax), "models in the pool");
        faults.RequireRange("ports", options.Ports, (1, PortsMax), "dies of an instance that read together");
        if (options.BlockSize < Bytes.FromKB(1_000) || options.BlockSize > options.ModelSize)
        {
            faults.Add("block-size", $"{options.BlockSize} is out of range 1 MB to the model's {options.ModelSize}.");
        }
        else if (options.ModelSize.Count / options.BlockSize.Count > 1_000_000)
        {
            faults.Add("block-size", $"{options.BlockSize} makes more than a million blocks of {options.ModelSize}.");
        }

        if (machine.Storage is null || machine.ScaleUp.CpuRead is null || machine.Cpu is null)
        {
            faults.Add(
                "machine", $"{machine.Name} states no storage.bucketBandwidth, or no CPUs on its scale-up network.");
        }

        faults.ThrowIfAny();
    }
}
