using CloudMatrix.Client;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Cluster.Tests;

/// <summary>What any client may ask of any device.</summary>
public sealed class DeviceTests(TwoSilos silos) : IClassFixture<TwoSilos>
{
    private readonly IGrainFactory _grains = silos.Client;

    [Fact]
    public async Task Supernode_TwoSilos_ShareItsNodesEvenly()
    {
        var state = await _grains.Supernode().GetState();

        Assert.Equal(("CloudMatrix384", 48, 384, 192), (state.Machine, state.Nodes, state.Npus, state.Cpus));
        Assert.Equal([24, 24], state.Silos.Select(silo => silo.Nodes.Length));
        Assert.Equal(48, state.Silos.SelectMany(silo => silo.Nodes).Distinct().Count());
    }

    [Fact]
    public async Task DevicesOfANode_AskedFromAnywhere_LiveTogether()
    {
        var shares = (await _grains.Supernode().GetState()).Silos;
        foreach (var node in new[] { 0, 1, 46, 47 })
        {
            var npus = Enumerable.Range(node * 8, 8).Select(npu => _grains.Npu(new NpuId(npu)).GetState());
            var cpus = Enumerable.Range(node * 4, 4).Select(cpu => _grains.Cpu(new CpuId(cpu)).GetState());
            var homes = (await Task.WhenAll(npus)).Select(npu => npu.Silo)
                .Concat((await Task.WhenAll(cpus)).Select(cpu => cpu.Silo));

            var share = Assert.Single(shares, share => share.Nodes.Contains(new NodeId(node)));
            Assert.Equal([share.Silo], homes.Distinct());
        }
    }

    [Fact]
    public async Task Npu_WithoutInstance_HasAllItsMemory()
    {
        var state = await _grains.Npu(new NpuId(383)).GetState();

        Assert.Equal((new NpuId(383), new NodeId(47), null), (state.Npu, state.Node, state.Instance));
        Assert.Equal([new DieId(766), new DieId(767)], state.Dies.Select(die => die.Die));
        Assert.All(state.Dies, die => Assert.Equal(new HbmUse(0, 0, 0, 64_000_000_000), die.Hbm));
    }

    [Fact]
    public async Task Devices_AfterADecode_KnowWhatTheyDid()
    {
        var result = await _grains.DecodeInstance("devices")
            .RunAsync(Decodes.Order(Decodes.Small), new Progress<DecodeStatus>());

        var npus = await Task.WhenAll(Enumerable.Range(0, 32).Select(npu => _grains.Npu(new NpuId(npu)).GetState()));
        var dies = npus.SelectMany(npu => npu.Dies).ToList();
        var slots = dies.SelectMany(die => die.ExpertSlots).ToList();
        var shards = await Task.WhenAll(slots.Select(slot => _grains.ExpertShard("devices", slot).GetState()));
        var ports = (await _grains.UbPlane(NetworkPlane.ScaleUp).GetState()).Ports;
        Assert.Equal(result.Report.TokensDispatched, dies.Sum(die => die.RowsDispatched));
        Assert.Equal(result.Report.TokensCombined, dies.Sum(die => die.RowsCombined));
        Assert.Equal(result.Report.TokensDispatched, dies.Sum(die => die.RowsServed));
        Assert.Equal(result.Report.TokensDispatched, shards.Sum(shard => shard.RowsServed));
        Assert.Equal(32 * 24, dies.Sum(die => die.Requests));
        Assert.All(dies, die => Assert.Equal((3, dies[0].Clock), (die.Steps, die.Clock)));
        Assert.Equal(3 * result.Report.IterationMs, (dies[0].Clock - VirtualTime.Zero).TotalMilliseconds, 1e-6);
        Assert.Equal(result.Report.HbmBytesPerDie.Free, dies.Min(die => die.Hbm.Free));
        Assert.Equal(Enumerable.Range(0, result.Report.ExpertShards), slots.Select(slot => slot.Index));
        Assert.All(shards, shard => Assert.Equal(shard.IsShared ? 0 : 59, shard.Experts.Length));
        Assert.Equal(result.Report.BytesOverUb, ports.Where(IsOfDecode).Sum(port => port.Use.Bytes));
        Assert.All(ports, port => Assert.True(port.Use.Messages > 0));
    }

    [Theory]
    [InlineData(2, 1.3)]
    [InlineData(600, 2.1)]
    public async Task Npu_WrittenTo_SaysWhenItArrived(int die, double microseconds)
    {
        var departedAt = new VirtualTime(1_000_000);
        var stamp = new UbStamp(DeviceId.Of(new DieId(0)), DeviceId.Of(new DieId(die)), new Bytes(512), departedAt);

        var reply = await _grains.Npu(new NpuId(die / 2)).Write(stamp);

        Assert.Equal(microseconds, (reply.ArrivedAt - departedAt).TotalMicroseconds, 0.01);
    }

    [Fact]
    public async Task Npu_MessageForAnother_IsRefused()
    {
        var stamp = new UbStamp(DeviceId.Of(new DieId(0)), DeviceId.Of(new DieId(2)), Bytes.Zero, VirtualTime.Zero);

        var exception = await Assert.ThrowsAsync<ArgumentException>(() => _grains.Npu(new NpuId(5)).Read(stamp));

        Assert.Contains("die-2 is not a die of npu-5", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_ReadAndWritten_AreCountedForWhoSentTheBytes()
    {
        var (source, target) = (DeviceId.Of(new DieId(700)), DeviceId.Of(new DieId(650)));
        var stamp = new UbStamp(source, target, Bytes.FromKB(2), VirtualTime.Zero);

        await _grains.Npu(new NpuId(325)).Write(stamp);
        await _grains.Npu(new NpuId(325)).Write(stamp);
        await _grains.Npu(new NpuId(325)).Read(stamp);

        var ports = (await _grains.UbPlane(NetworkPlane.ScaleUp).GetState()).Ports.ToDictionary(port => port.Device);
        Assert.Equal((4_000, 2), (ports[source].Use.Bytes, ports[source].Use.Messages));
        Assert.Equal((2_000, 1), (ports[target].Use.Bytes, ports[target].Use.Messages));
        Assert.Equal(2_000 / 196e9 * 1e6, ports[target].Use.Busy.TotalMicroseconds, 1e-5);
    }

    [Fact]
    public async Task KvBlock_StoredLoadedAndDropped_LivesWithItsOwner()
    {
        var key = new KvBlockKey(3UL << 62, 17);
        var block = new KvBlock(key, 128, Bytes.FromKB(900));
        var owner = HashRing.Of(192).OwnerOf(key);
        var stamp = new UbStamp(DeviceId.Of(new DieId(0)), DeviceId.Of(owner), block.Size, VirtualTime.Zero);
        var face = _grains.KvBlock(key);

        Assert.Equal(new KvBlockState(key, owner, null), await face.GetState());
        Assert.Equal(StoreOutcome.Stored, (await _grains.Cpu(owner).Store(stamp, block)).Outcome);
        Assert.Equal(StoreOutcome.AlreadyHeld, (await _grains.Cpu(owner).Store(stamp, block)).Outcome);
        Assert.Equal(block, (await face.GetState()).Block);
        var loaded = await face.Load(new DieId(5), VirtualTime.Zero);
        var cpu = await _grains.Cpu(owner).GetState();
        Assert.Equal(block, loaded.Block);
        Assert.Equal(1.7 + (900e3 / 147e9 * 1e6), (loaded.ArrivedAt - VirtualTime.Zero).TotalMicroseconds, 1e-3);
        Assert.Equal((block.Size, key), (cpu.Dram.Used, Assert.Single(cpu.Blocks)));
        Assert.Equal((1, 1, 1), (cpu.Tally.Stored, cpu.Tally.Deduplicated, cpu.Tally.DramHits));
        Assert.True(await _grains.Cpu(owner).Drop(key));
        Assert.Null((await face.Load(new DieId(5), VirtualTime.Zero)).Block);
        Assert.Equal(Bytes.Zero, (await _grains.Cpu(owner).GetState()).Dram.Used);
    }

    [Fact]
    public async Task Cpu_BlockOfAnotherOwner_IsRefused()
    {
        var block = new KvBlock(new KvBlockKey(0, 1), 128, Bytes.FromKB(1));
        var other = new CpuId((HashRing.Of(192).OwnerOf(block.Key).Index + 1) % 192);
        var stamp = new UbStamp(DeviceId.Of(new DieId(0)), DeviceId.Of(other), block.Size, VirtualTime.Zero);

        await Assert.ThrowsAsync<ArgumentException>(() => _grains.Cpu(other).Store(stamp, block));
    }

    private static bool IsOfDecode(PortState port) => port.Device.Kind == DeviceKind.Die && port.Device.Index < 64
        && port.Use.Messages > 100;
}
