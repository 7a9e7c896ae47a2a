namespace CloudMatrix.Model.Tests;

public sealed class MachineFileTests
{
    [Fact]
    public void Paper_Section3_Counts()
    {
        var machine = DefaultMachine.Read();

        Assert.Equal(384, machine.Npus);
        Assert.Equal(768, machine.Dies);
        Assert.Equal(192, machine.Cpus);
        Assert.Equal(12, machine.Racks);
        Assert.Equal(Bytes.FromGB(49_152), machine.Die.HbmCapacity * machine.Dies);
    }

    [Theory]
    [InlineData("npuRead", 164, 167, 1.9, 1.2)]
    [InlineData("npuWrite", 135, 137, 2.1, 1.3)]
    [InlineData("cpuRead", 147, 151, 1.7, 1.0)]
    [InlineData("cpuWrite", 107, 110, 1.9, 1.1)]
    public void Paper_Table1_Row(string path, double interGBps, double intraGBps, double interUs, double intraUs)
    {
        var scaleUp = DefaultMachine.Read().ScaleUp;
        var paths = new Dictionary<string, PathPairSpec?>
        {
            ["npuRead"] = scaleUp.NpuRead,
            ["npuWrite"] = scaleUp.NpuWrite,
            ["cpuRead"] = scaleUp.CpuRead,
            ["cpuWrite"] = scaleUp.CpuWrite,
        };

        var expected = new PathPairSpec(
            new PathSpec(new BytesPerSecond(intraGBps * 1e9), VirtualDuration.FromMicroseconds(intraUs)),
            new PathSpec(new BytesPerSecond(interGBps * 1e9), VirtualDuration.FromMicroseconds(interUs)));
        Assert.Equal(expected, paths[path]);
    }

    [Fact]
    public void Paper_Section4_Bucket()
    {
        Assert.Equal(new BytesPerSecond(2.5e9), DefaultMachine.Read().Storage!.BucketBandwidth);
        Assert.Null(MachineSpecReader.FromFile("silo-configs/machines/h800-rdma.json").Storage);
    }

    [Fact]
    public void Paper_Section3_NodeUplinksCarryAllDies()
    {
        var machine = DefaultMachine.Read();
        var scaleUp = machine.ScaleUp;

        var uplinks = scaleUp.SubPlanes * scaleUp.L2ChipsPerSubPlane * scaleUp.Lane.Value;

        Assert.Equal(3_136e9, uplinks);
        Assert.Equal(uplinks, machine.DiesPerNode * scaleUp.SubPlanes * scaleUp.Lane.Value);
    }

    [Fact]
    public void FromFile_EachMachineOfTheRepository_IsRead()
    {
        var files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "silo-configs", "machines"), "*.json");

        var machines = files.Select(MachineSpecReader.FromFile).ToList();

        Assert.True(machines.Count >= 2);
        Assert.Contains(DefaultMachine.Read(), machines);
        Assert.Contains(machines, machine => machine.ExpertParallel.Plane == NetworkPlane.ScaleOut);
    }
}
