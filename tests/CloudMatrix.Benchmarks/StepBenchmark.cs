using BenchmarkDotNet.Attributes;
using CloudMatrix.Simulation;

namespace CloudMatrix.Benchmarks;

/// <summary>
/// One decode step of DeepSeek-R1 on 160 NPUs, batch 96, two microbatches, every token routed afresh: this project
/// beside plain arrays that do the same without prices. Not sealed: BenchmarkDotNet derives from it.
/// </summary>
[MemoryDiagnoser]
public class StepBenchmark
{
    private ParallelPhases? _phases;
    private EmbeddedDecode? _decode;
    private PlainArrayDecode? _plain;

    /// <summary>Routers are shared, so that both draw the same experts.</summary>
    [GlobalSetup]
    public void Start()
    {
        var spec = DecodeSpecReader.Read(new DecodeOptions { Microbatches = 2, AttentionAics = 16 });
        _phases = ParallelPhases.ForShards(spec.Nodes);
        var routers = LayerRouters.Build(spec, _phases);
        _plain = new PlainArrayDecode(spec, 2, routers, _phases);
        var run = new DecodeRunSpec(spec, new OperatingPoint(2, 16));
        _decode = new EmbeddedDecode(run, new CountsPayload(run, routers), _phases);
    }

    /// <summary>Ends the threads.</summary>
    [GlobalCleanup]
    public void Stop() => _phases!.Dispose();

    /// <summary>The bound.</summary>
    [Benchmark(Baseline = true)]
    public long PlainArrays() => _plain!.RunStep();

    /// <summary>The whole step: routing, exchange, prices, checks.</summary>
    [Benchmark]
    public void DecodeStep() => _decode!.RunStep();
}
