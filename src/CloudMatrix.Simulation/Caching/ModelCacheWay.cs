using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>One way to keep models in memory: each instance for itself, or all in one pool.</summary>
internal sealed class ModelCacheWay
{
    private readonly ModelCacheOptions _options;
    private readonly string _name;
    private readonly MemoryPool[] _pools;
    private readonly ModelCache[] _caches;
    private readonly ModelVersion[] _models;

    /// <summary>Empty caches that know all models.</summary>
    /// <param name="options">What is asked.</param>
    /// <param name="name">What the table calls it.</param>
    /// <param name="cpus">CPUs of a cache.</param>
    /// <param name="memory">Models that a cache holds, and how many caches there are.</param>
    public ModelCacheWay(ModelCacheOptions options, string name, int cpus, (int Models, int Caches) memory)
    {
        _options = options;
        _name = name;
        _pools = [.. Enumerable.Range(0, memory.Caches).Select(_ => new MemoryPool(new PoolSpec { Cpus = cpus }))];
        var spec = new ModelCacheSpec(options.BlockSize, options.ModelSize * memory.Models);
        _caches = [.. _pools.Select(pool => new ModelCache(pool, spec))];
        _models = [.. Enumerable.Range(0, options.Models).Select(index => new ModelVersion($"model-{index}", 1))];
        Times = new ModelLoadTimes(options, cpus);
        foreach (var cache in _caches)
        {
            Array.ForEach(_models, model => cache.Register(model, options.ModelSize));
        }
    }

    /// <summary>What its moves take.</summary>
    public ModelLoadTimes Times { get; }

    /// <summary>Bytes with the fullest CPU over the mean.</summary>
    public double FullestOverMean => _pools[0].Cores.Max(core => core.Dram.Used.Count)
        / _pools[0].Cores.Average(core => (double)core.Dram.Used.Count);

    /// <summary>Loads one model everywhere, then switches.</summary>
    public ModelCacheRow Run()
    {
        var fetched = Bytes.Zero;
        for (var instance = 0; instance < _options.Instances; instance++)
        {
            fetched += CacheOf(instance).Load(_models[0]).FromBucket;
        }

        var held = _pools.Sum(pool => pool.Dram.Used.Count);
        var (switches, hits) = Switch();
        var rate = (double)hits / switches;
        var warm = Times.Read(_options.ModelSize).TotalSeconds;
        var cold = Times.FetchThroughMemory(_options.ModelSize).TotalSeconds;
        return new ModelCacheRow(
            _name,
            Times.FetchThroughMemory(fetched).TotalSeconds,
            warm,
            (double)held / _options.ModelSize.Count,
            rate,
            (rate * warm) + ((1 - rate) * cold));
    }

    private (int Switches, int Hits) Switch()
    {
        var order = EachAfterEach(_options.Models);
        var hits = 0;
        for (var instance = 0; instance < _options.Instances; instance++)
        {
            // Before it counts every model was loaded once, and last the one that comes before the first.
            Array.ForEach(_models, model => CacheOf(instance).Load(model));
            CacheOf(instance).Load(_models[order[At(order, instance, -1)]]);
        }

        for (var step = 0; step < order.Length; step++)
        {
            for (var instance = 0; instance < _options.Instances; instance++)
            {
                var fetch = CacheOf(instance).Load(_models[order[At(order, instance, step)]]);
                hits += fetch.IsHit ? 1 : 0;
            }
        }

        return (order.Length * _options.Instances, hits);
    }

    // Instances are at different places of the same round.
    private int At(int[] order, int instance, int step) =>
        (order.Length + step + (instance * order.Length / _options.Instances)) % order.Length;

    private ModelCache CacheOf(int instance) => _caches[instance % _caches.Length];

    // A round in which every number follows every number once: the Lyndon words of one and two letters in their order.
    private static int[] EachAfterEach(int count)
    {
        var round = new List<int>();
        for (var first = 0; first < count; first++)
        {
            round.Add(first);
            for (var second = first + 1; second < count; second++)
            {
                round.Add(first);
                round.Add(second);
            }
        }

        return [.. round];
    }
}
