using BenchmarkDotNet.Attributes;
using CloudMatrix.Benchmarks;
using CloudMatrix.Simulation;

namespace CloudMatrix.Cluster.Benchmarks;

/// <summary>
/// One decode step of DeepSeek-R1 on 160 NPUs, batch 96, two microbatches, every token routed afresh: as grains on one
/// silo and on four, beside the embedded engine and plain arrays. Not sealed: BenchmarkDotNet derives from it.
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
    public async Task StartAsync()
    {
        var spec = DecodeSpecReader.Read(Options);
        _phases = ParallelPhases.ForShards(spec.Nodes);
        var routers = LayerRouters.Build(spec, _phases);
        _plain = new PlainArrayDecode(spec, 2, routers, _phases);
        _embedded = new EmbeddedDecode(new DecodeRunSpec(spec, new OperatingPoint(2, 16)), routers, _phases);
        _oneSilo = await GrainDecode.StartAsync(spec, silos: 1);
        _fourSilos = await GrainDecode.StartAsync(spec, silos: 4);
    }

    /// <summary>Stops them.</summary>
    [GlobalCleanup]
    public async Task StopAsync()
    {
        await _oneSilo!.DisposeAsync();
        await _fourSilos!.DisposeAsync();
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
    public Task OneSilo() => _oneSilo!.RunStepAsync();

    /// <summary>The same on four in-memory silos.</summary>
    [Benchmark]
    public Task FourSilos() => _fourSilos!.RunStepAsync();
}
