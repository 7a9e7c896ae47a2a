using System.Globalization;
using CloudMatrix.Client;
using CloudMatrix.Commands;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

// A client of a running silo: starts a decode there and watches one NPU while it runs.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
try
{
    // 1. Attach to the silo of silo-configs/laptop.json, or to the gateway that is named.
    var (gateway, cluster) = (args.ElementAtOrDefault(0), args.ElementAtOrDefault(1));
    await using var supernode = await SupernodeClient.ConnectAsync(gateway, cluster);
    var state = await supernode.Grains.Supernode().GetState();
    Console.WriteLine($"attached to {state.Machine}: {state.Npus} NPUs");

    // 2. Start a decode, or watch the one that runs.
    var instance = supernode.Grains.DecodeInstance("watched");
    var options = new DecodeOptions { Npus = 32, Batch = 32, Steps = 5, Microbatches = 2, AttentionAics = 16 };
    await instance.Start(new DecodeOrder(options, []));

    // 3. Ask one NPU at every step.
    var npu = supernode.Grains.Npu(new NpuId(17));
    await foreach (var status in instance.WatchAsync())
    {
        if (status.IsOver)
        {
            var die = (await npu.GetState()).Dies[0];
            Console.WriteLine($"{status.Life} after {status.StepsDone} steps");
            Console.WriteLine($"{die.Die}: {die.Requests} requests, {die.ExpertSlots.Length} expert slots");
            Console.WriteLine($"  sent {die.RowsDispatched:N0} rows, got back {die.RowsCombined:N0}");
            Console.WriteLine($"  served {die.RowsServed:N0}");
            Console.WriteLine($"  clock {die.Clock}, {new Bytes(die.Hbm.Free)} of memory free");
        }
    }

    // 4. The report is that of any engine.
    var result = (await instance.GetResult())!;
    Console.WriteLine($"TPOT {result.Report.TpotMs:F2} ms");
    return 0;
}
catch (ClusterLostException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 69;
}
