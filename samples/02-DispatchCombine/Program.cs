using System.Globalization;
using CloudMatrix.Client;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Hosting;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

// One decode step on 16 NPUs: every token's rows go to expert shards on other dies, and come back.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
await using var supernode = await SupernodeHost.StartAsync();
var grains = supernode.Grains;

// 1. Run one step, as grains: 16 NPUs of two dies, 320 expert shards.
var options = new DecodeOptions { Npus = 16, Batch = 16, Steps = 1, Microbatches = 2, AttentionAics = 16 };
var instance = grains.DecodeInstance("sample");
var result = await instance.RunAsync(new DecodeOrder(options, []), new Progress<DecodeStatus>());
var report = result.Report;
Console.WriteLine($"{report.Dies} dies, {report.ExpertShards} expert shards, {report.IterationMs:F2} ms a step");
Console.WriteLine($"rows dispatched {report.TokensDispatched:N0}, combined {report.TokensCombined:N0}");

// 2. What each die sent and served, from the devices themselves.
var npus = await Task.WhenAll(Enumerable.Range(0, options.Npus).Select(npu => grains.Npu(new NpuId(npu)).GetState()));
var dies = npus.SelectMany(npu => npu.Dies).ToList();
var (sent, served) = (dies.Sum(die => die.RowsDispatched), dies.Sum(die => die.RowsServed));
Console.WriteLine($"dies sent {sent:N0} rows, served {served:N0}");
foreach (var die in dies.Take(3))
{
    var slotCount = die.ExpertSlots.Length;
    Console.WriteLine($"  {die.Die}: sent {die.RowsDispatched:N0}, served {die.RowsServed:N0} on {slotCount} slots");
}

// 3. The hottest expert shard.
var slots = dies.SelectMany(die => die.ExpertSlots);
var shards = await Task.WhenAll(slots.Select(slot => grains.ExpertShard("sample", slot).GetState()));
var hottest = shards.MaxBy(shard => shard.RowsServed)!;
var holds = hottest.IsShared ? "the shared expert" : $"{hottest.Experts[0]} in the first layer that routes";
Console.WriteLine($"hottest: {hottest.Slot} on {hottest.Die} served {hottest.RowsServed:N0} rows; it holds {holds}");

// 4. What crossed the Unified Bus.
var ub = await grains.UbPlane(NetworkPlane.ScaleUp).GetState();
Console.WriteLine($"over {ub.Name}: {new Bytes(ub.Ports.Sum(port => port.Use.Bytes))} through {ub.Ports.Length} ports");
