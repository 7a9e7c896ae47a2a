using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using CloudMatrix.Benchmarks;
using CloudMatrix.Simulation;

// Usage: scale, for how the time of a step grows; int8, for the 8-bit product beside its roofs; memo [TRACE], for the
// iteration times of serving; reuse, for what cached prefixes bring to prefill; or BenchmarkDotNet's own options, e.g.
// --filter '*'.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["scale"])
{
    ScaleStudy.Run(Console.Out);
    return;
}

if (args is ["int8"])
{
    Int8Study.Run(Console.Out);
    return;
}

if (args is ["reuse"])
{
    ReuseStudy.Run(Console.Out);
    return;
}

if (args is ["memo", .. { Length: < 2 } file])
{
    MemoStudy.Run(Console.Out, file is [var path] ? TraceReader.FromFile(path) : TraceGenerator.Generate(new()));
    return;
}

// In this process: the benchmarks see internal types, and a step takes long enough to need no isolation.
var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(3).WithIterationCount(15);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, DefaultConfig.Instance.AddJob(job));
