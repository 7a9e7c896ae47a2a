using System.Globalization;
using CloudMatrix.Client;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Hosting;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

// Two microbatches alternate between the two streams of a die: one attends while the other's experts run.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
await using var supernode = await SupernodeHost.StartAsync();
var options = new DecodeOptions { Npus = 160, Batch = 96, Steps = 2, Microbatches = 2, AttentionAics = 16 };
var order = new DecodeOrder(options, [new RankId(0)]);
var instance = supernode.Grains.DecodeInstance("sample");

// 1. Start it, and watch it from outside.
var admission = await instance.Start(order);
Console.WriteLine($"{admission.Outcome}: {options.Npus} NPUs, {options.Batch} requests each");
await foreach (var status in instance.WatchAsync())
{
    if (status.IsOver)
    {
        Console.WriteLine($"{status.Life}: {status.StepsDone} steps, {status.Now} of virtual time");
    }
}

// 2. The report: the same bytes as from the embedded engine.
var result = (await instance.GetResult())!;
Console.WriteLine($"TPOT {result.Report.TpotMs:F2} ms, {result.Report.TokensPerSecondPerNpu:F0} tokens/s per NPU");

// 3. The pipeline of die 0 in one layer of the second step.
Console.WriteLine("layer 30         stream 0: attention                stream 1: experts");
var layer = result.Timeline.Where(span => span.Phase.Layer == 30).ToList();
var begin = layer[layer.Count / 2].Start;
foreach (var group in layer.Skip(layer.Count / 2).GroupBy(span => (span.Phase.Microbatch, span.Stream)).OrderBy(Begins))
{
    var (start, end) = (group.Min(span => span.Start), group.Max(span => span.End));
    var text = $"microbatch {group.Key.Microbatch}: {Us(start),7:F1} to {Us(end),7:F1} us";
    Console.WriteLine($"{new string(' ', 17 + (group.Key.Stream * 35))}{text}");
}

double Us(VirtualTime time) => (time - begin).TotalMicroseconds;

static long Begins(IGrouping<(int Microbatch, int Stream), TimelineSpan> group) =>
    group.Min(span => span.Start.Picoseconds);
