using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

// Takes BenchmarkDotNet's own options, e.g. --filter '*'.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// In this process: the benchmarks see internal types, and a step takes long enough to need no isolation.
var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(3).WithIterationCount(15);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, DefaultConfig.Instance.AddJob(job));
