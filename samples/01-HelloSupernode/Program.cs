using System.Globalization;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Hosting;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

// A supernode of 384 NPUs in this process: ask it what it is, and send a few messages over its Unified Bus.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
await using var supernode = await SupernodeHost.StartAsync();
var grains = supernode.Grains;

// 1. The machine.
var state = await grains.Supernode().GetState();
Console.WriteLine($"{state.Machine}: {state.Nodes} nodes, {state.Npus} NPUs, {state.Cpus} CPUs");

// 2. A device: any NPU or CPU is a grain that answers.
var npu = await grains.Npu(new NpuId(9)).GetState();
Console.WriteLine($"{npu.Npu} stands in {npu.Node}; {npu.Dies[0].Die} has {new Bytes(npu.Dies[0].Hbm.Free)} free");

// 3. Messages of 512 bytes, as table 1 of the paper measures them; and a block of the pool, which a CPU owns.
Console.WriteLine($"write within the node    {await WriteAsync(new DieId(2))}");
Console.WriteLine($"write to another node    {await WriteAsync(new DieId(34))}");
var key = new KvBlockKey(1UL << 60, 7);
Console.WriteLine($"KV block {key} belongs to {(await grains.KvBlock(key).GetState()).Owner}");

// 4. The bus counted them for the die that sent them, and a link that goes down makes the next one slower.
var ub = grains.UbPlane(NetworkPlane.ScaleUp);
var port = (await ub.GetState()).Ports.Single();
Console.WriteLine($"{port.Device} sent {port.Use.Bytes} bytes in {port.Use.Messages} messages");
await ub.TakeDown(["plane:3", "link:die-34/plane-5"]);
Console.WriteLine($"with two links down      {await WriteAsync(new DieId(34), Bytes.FromKB(1000))}");
await ub.BringUp(["plane:3", "link:die-34/plane-5"]);
Console.WriteLine($"and up again             {await WriteAsync(new DieId(34), Bytes.FromKB(1000))}");

async Task<VirtualTime> WriteAsync(DieId target, Bytes? size = null)
{
    var stamp = new UbStamp(
        DeviceId.Of(new DieId(0)), DeviceId.Of(target), size ?? new Bytes(512), VirtualTime.Zero);
    return (await grains.Npu(new NpuId(target.Index / 2)).Write(stamp)).ArrivedAt;
}
