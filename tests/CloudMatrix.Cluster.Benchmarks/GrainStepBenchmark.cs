using BenchmarkDotNet.Attributes;
using CloudMatrix.Benchmarks;
using CloudMatrix.Simulation;

namespace CloudMatrix.Cluster.Benchmarks;

/// <summary>
/// One decode step of DeepSeek-R1 on 160 NPUs, batch 96, two microbatches, every token routed afresh: as grains on one
/// silo and on four, beside the embedded engine and plain arrays. Not sealed: BenchmarkDotNet derives from it; it does
/// not await in this process.
/// </summary>
[MemoryDiagnoser]
public class GrainStepBenchmark
{
    private static readonly DecodeOptions Options = new() { Microbatches = 2, AttentionAics = 16 };

    private ParallelPhases? _phases;
    private PlainArrayDecode? _plain;
    private EmbeddedDecode? _embedded;
    private GrainDecode? _oneSilo;
    private GrainDecode? _fourSilos;

    /// <summary>Starts silos and makes the run ready.</summary>
    [GlobalSetup]
    public void Start()
    {
        var spec = DecodeSpecReader.Read(Options);
        _phases = ParallelPhases.ForShards(spec.Nodes);
        var routers = LayerRouters.Build(spec, _phases);
        _plain = new PlainArrayDecode(spec, 2, routers, _phases);
        var run = new DecodeRunSpec(spec, new OperatingPoint(2, 16));
        _embedded = new EmbeddedDecode(run, new CountsPayload(run, routers), _phases);
        _oneSilo = GrainDecode.StartAsync(spec, silos: 1).GetAwaiter().GetResult();
        _fourSilos = GrainDecode.StartAsync(spec, silos: 4).GetAwaiter().GetResult();
    }

    /// <summary>Stops them.</summary>
    [GlobalCleanup]
    public void Stop()
    {
        _oneSilo!.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _fourSilos!.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _phases!.Dispose();
    }

    /// <summary>The bound.</summary>
    [Benchmark(Baseline = true)]
    public long PlainArrays() => _plain!.RunStep();

    /// <summary>The embedded engine.</summary>
    [Benchmark]
    public void Embedded() => _embedded!.RunStep();

    /// <summary>160 NPU grains and 320 expert-shard grains on one silo.</summary>
    [Benchmark]
    public void OneSilo() => _oneSilo!.RunStepAsync().GetAwaiter().GetResult();

    /// <summary>The same on four in-memory silos.</summary>
    [Benchmark]
    public void FourSilos() => _fourSilos!.RunStepAsync().GetAwaiter().GetResult();
}
