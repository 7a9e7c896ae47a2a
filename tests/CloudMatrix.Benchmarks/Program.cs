using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using CloudMatrix.Benchmarks;

// Usage: scale, for how the time of a step grows; int8, for the 8-bit product beside its roofs; or BenchmarkDotNet's
// own options, e.g. --filter '*'.
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

// In this process: the benchmarks see internal types, and a step takes long enough to need no isolation.
var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(3).WithIterationCount(15);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, DefaultConfig.Instance.AddJob(job));
