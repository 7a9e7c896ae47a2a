using BenchmarkDotNet.Attributes;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Benchmarks;

/// <summary>
/// A trace's blocks looked up, stored and evicted: the pool of 192 CPUs beside one dictionary with one list, which
/// knows no sizes, tiers, owners or checks. Not sealed: BenchmarkDotNet derives from it.
/// </summary>
[MemoryDiagnoser]
public class CacheBenchmark
{
    private static readonly Bytes Capacity = new(500_000_000_000);

    private KvBlockKey[][] _prompts = [];
    private int[] _tokens = [];
    private ContextCache? _pool;
    private PlainLru? _plain;

    /// <summary>The same prompts for both, of which many are evicted again; both are full.</summary>
    [GlobalSetup]
    public void Start()
    {
        var options = new TraceOptions { Requests = 4_000, InputTokens = new LengthSpec(12_000, 1) };
        var trace = TraceGenerator.Generate(options);
        var keys = new TraceKeys(trace, Trace.MooncakeBlockTokens);
        _prompts = [.. Enumerable.Range(0, trace.Requests.Length).Select(request => keys.Of(request).ToArray())];
        _tokens = [.. trace.Requests.Select(request => request.InputTokens)];
        var shape = ContextShape.Of(DefaultModel.Read(), Trace.MooncakeBlockTokens);
        _pool = new ContextCache(new MemoryPool(new PoolSpec { Cpus = 192, DramCapacity = Capacity }), shape);
        _plain = new PlainLru((int)(Capacity.Count / (shape.BytesPerToken * shape.BlockTokens).Count));
        Pool();
        PlainDictionary();
    }

    /// <summary>The bound.</summary>
    [Benchmark(Baseline = true)]
    public int PlainDictionary()
    {
        var hits = 0;
        foreach (var prompt in _prompts)
        {
            hits += _plain!.Serve(prompt);
        }

        return hits;
    }

    /// <summary>The pool: owners, sizes, tiers, accounts, checks.</summary>
    [Benchmark]
    public int Pool()
    {
        var hits = 0;
        for (var request = 0; request < _prompts.Length; request++)
        {
            var found = _pool!.Load(_prompts[request], _tokens[request]);
            _pool.Store(_prompts[request], _tokens[request], found);
            hits += found.Blocks;
        }

        return hits;
    }
}
