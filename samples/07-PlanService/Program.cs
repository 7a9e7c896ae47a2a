using System.Globalization;
using CloudMatrix.Client;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Hosting;
using CloudMatrix.Simulation;

// How many NPUs does this trace need, if its first tokens are to come within a second, and the others every 30 ms?
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
await using var supernode = await SupernodeHost.StartAsync();
var replay = new ReplayOptions
{
    Trace = TraceGenerator.Generate(new TraceOptions { Requests = 120, Rate = 4 }),
    Slo = new ServiceLevel(Seconds(1), Seconds(0.03)),
};

// 1. The trace on the paper's 256 NPUs, every prefill and decode instance a grain.
var report = await supernode.Grains.Service("paper").ReplayAsync(replay, new Progress<ServiceStatus>());
Console.WriteLine($"{report.Npus} NPUs keep {report.Goodput.Share:P0} of their promises");
Console.WriteLine($"first token {report.TtftMs!.P50:F0} ms, then {report.TpotMs!.P50:F1} ms each (medians)");

// 2. Twelve configurations, tried by all silos of the cluster.
var options = new PlanOptions { Replay = replay, Prefills = [1, 2, 4], DecodeNpus = [20, 64], Batches = [8, 24] };
var plan = await supernode.Grains.Plan("size").RunAsync(options, new Progress<PlanStatus>());
var best = plan.Best!;
Console.WriteLine($"{plan.Tried} configurations tried; the least that keeps {plan.Attainment:P0}: {best.Npus} NPUs");
Console.WriteLine(
    $"{best.Candidate.Prefills} × {best.Candidate.PrefillNpus} for prefill, "
    + $"{best.Candidate.Decodes} × {best.Candidate.DecodeNpus} for decode");

static CloudMatrix.Model.VirtualDuration Seconds(double seconds) =>
    CloudMatrix.Model.VirtualDuration.FromSeconds(seconds);
