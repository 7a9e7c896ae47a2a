namespace CloudMatrix.Model.Tests;

public sealed class MachineSpecReaderTests
{
    [Fact]
    public void Read_GoodText_GivesEveryValue()
    {
        var machine = MachineTexts.Read();

        Assert.Equal("Small", machine.Name);
        Assert.Equal((4, 8, 4), (machine.Npus, machine.Dies, machine.DiesPerNode));
        Assert.Equal((2, 2, 1), (machine.Nodes, machine.Cpus, machine.Racks));
        Assert.Equal(new BytesPerSecond(1.6e12), machine.Die.HbmBandwidth);
        Assert.Equal(new BytesPerSecond(160e9), machine.Cpu!.ScaleUpBandwidth);
        Assert.Null(machine.Cpu.DramCapacity);
        Assert.Equal(VirtualDuration.FromMicroseconds(1.7), machine.ScaleUp.CpuRead!.InterNode!.Value.Latency);
        Assert.Equal(new BytesPerSecond(21e9), machine.ScaleOut.NpuWrite!.InterNode!.Value.Bandwidth);
        Assert.Equal(new BytesPerSecond(50e9), machine.FrontEnd.PerNode);
        Assert.Equal(new Bytes(512), machine.ExpertParallel.ScaleBlock);
        Assert.Equal(VirtualDuration.Zero, machine.ExpertParallel.CombineRowWork);
        Assert.Equal(new GemmTileSpec(128, 152), machine.Operators.GemmTile);
        Assert.Equal(0.8665, machine.Operators.MatrixEfficiency);
    }

    [Fact]
    public void Read_ExpertParallelOnScaleUp_TakesItsWritePaths()
    {
        var link = MachineTexts.Read().ExpertParallel;

        Assert.Equal(new PathSpec(new BytesPerSecond(137e9), VirtualDuration.FromMicroseconds(1.3)), link.IntraNode);
        Assert.Equal(VirtualDuration.FromMicroseconds(2.1), link.InterNodeLatency);
        Assert.Equal(0.9 * 7 * 28e9, link.PortRate.Value, 1.0);
    }

    [Fact]
    public void Read_ExpertParallelOnScaleOut_TakesItsWritePaths()
    {
        var text = MachineTexts.With("expertParallel.plane", "\"scaleOut\"");

        var link = MachineSpecReader.Read(text, MachineTexts.Source).ExpertParallel;

        Assert.Equal(NetworkPlane.ScaleOut, link.Plane);
        Assert.Equal(VirtualDuration.FromMicroseconds(4), link.IntraNodeLatency);
        Assert.Equal(new BytesPerSecond(21e9), link.InterNode.Bandwidth);
        Assert.Equal(0.9 * 25e9, link.PortRate.Value, 1.0);
    }

    [Theory]
    [InlineData("nodes", "0", "nodes: 0 is not a whole number from 1 to 16384")]
    [InlineData("nodes", "2.5", "nodes: 2.5 is not a whole number from 1 to 16384")]
    [InlineData("nodes", "\"2\"", "nodes: \"2\" is not a whole number from 1 to 16384")]
    [InlineData("die.hbmBandwidth", "196", "die.hbmBandwidth: '196' has no unit; write e.g. \"196 GB/s\"")]
    [InlineData(
        "die.hbmBandwidth",
        "\"64 GB\"",
        "die.hbmBandwidth: '64 GB' is a size, not a bandwidth; write e.g. \"196 GB/s\"")]
    [InlineData("die.hbmCapacity", "\"0 GB\"", "die.hbmCapacity: '0 GB' is zero; it must be above 0, e.g. \"64 GB\"")]
    [InlineData("die", "3", "die: 3 is not an object { … }")]
    [InlineData("name", "\"\"", "name: \"\" is not a text")]
    [InlineData(
        "operators.matrixEfficiency",
        "1.5",
        "operators.matrixEfficiency: 1.5 is not a number above 0 and at most 1, e.g. 0.85")]
    [InlineData(
        "expertParallel.plane", "\"ub\"", "expertParallel.plane: \"ub\" is not \"scaleUp\" or \"scaleOut\"")]
    [InlineData(
        "operators.gemmTile.rows", "null", "operators.gemmTile.rows: missing; write a whole number from 1 to 4096")]
    [InlineData(
        "scaleUp.paths.npuRead.intraNode.bandwidth",
        "\"197 GB/s\"",
        "scaleUp.paths.npuRead.intraNode.bandwidth: 197 GB/s is above subPlanes × lane of scaleUp, which is 196 GB/s")]
    [InlineData(
        "scaleOut.paths.npuWrite.interNode.bandwidth",
        "\"26 GB/s\"",
        "scaleOut.paths.npuWrite.interNode.bandwidth: 26 GB/s is above scaleOut.perDie, which is 25 GB/s")]
    [InlineData(
        "operators.hbmAchieved",
        "\"1.7 TB/s\"",
        "operators.hbmAchieved: 1.7 TB/s is above die.hbmBandwidth, which is 1.6 TB/s")]
    public void Read_BadValue_NamesKeyValueAndRange(string path, string json, string expected) =>
        Assert.Equal([expected], MachineTexts.FaultsOf(MachineTexts.With(path, json)));

    [Theory]
    [InlineData("die.hbmBandwidth", "die.hbmBandwidth: missing; write a bandwidth, e.g. \"196 GB/s\"")]
    [InlineData("die", "die: missing; write an object { … }")]
    [InlineData("scaleUp.paths", "scaleUp.paths: missing; write an object { … }")]
    [InlineData("scaleUp.subPlanes", "scaleUp.subPlanes: missing; write a whole number from 1 to 64")]
    [InlineData(
        "scaleUp.l2ChipsPerSubPlane", "scaleUp.l2ChipsPerSubPlane: missing; write a whole number from 0 to 256")]
    [InlineData("frontEnd.name", "frontEnd.name: missing; write a text")]
    [InlineData(
        "cpu", "scaleUp.paths: cpuRead and cpuWrite must be there if and only if cpu.scaleUpBandwidth is")]
    [InlineData(
        "scaleUp.paths.npuRead.interNode",
        "scaleUp.paths.npuRead.interNode: must be there if and only if scaleUp.l2ChipsPerSubPlane is above 0")]
    public void Read_MissingKey_SaysWhatToWrite(string path, string expected) =>
        Assert.Equal([expected], MachineTexts.FaultsOf(MachineTexts.Without(path)));

    [Fact]
    public void Read_ScaleOutWithoutPathsCarriesTheRows_IsRefused()
    {
        var text = MachineTexts.Without("scaleOut.paths")
            .Replace("\"scaleUp\",", "\"scaleOut\",", StringComparison.Ordinal);

        Assert.Equal(
            ["expertParallel.plane: needs intraNode and interNode in scaleOut.paths.npuWrite"],
            MachineTexts.FaultsOf(text));
    }

    [Fact]
    public void Read_MisspeltKey_ListsTheKnownOnes() => Assert.Equal(
        ["frontEnd.perNod: not a known key; known here are name, perNode"],
        MachineTexts.FaultsOf(MachineTexts.With("frontEnd.perNod", "\"1 Gbps\"")));

    [Fact]
    public void Read_ManyFaults_ReportsAllAtOnce()
    {
        var text = MachineTexts.Small
            .Replace("\"nodes\": 2", "\"nodes\": -2", StringComparison.Ordinal)
            .Replace("\"64 GB\"", "64", StringComparison.Ordinal)
            .Replace("\"1.5 us\"", "\"1.5 GB\"", StringComparison.Ordinal);

        Assert.Equal(
            [
                "nodes: -2 is not a whole number from 1 to 16384",
                "die.hbmCapacity: '64' has no unit; write e.g. \"64 GB\"",
                "expertParallel.dispatchRowWork: '1.5 GB' is a size, not a duration; write e.g. \"1.9 us\"",
            ],
            MachineTexts.FaultsOf(text));
    }

    [Fact]
    public void Read_NoJson_NamesLineAndPosition()
    {
        var fault = Assert.Single(MachineTexts.FaultsOf("{\n  \"nodes\": x\n}"));

        Assert.StartsWith("line 2, position 12: not JSON: 'x' is an invalid start", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_KeyTwice_IsRefused() => Assert.Contains(
        "nodes", Assert.Single(MachineTexts.FaultsOf("{ \"nodes\": 1, \"nodes\": 2 }")), StringComparison.Ordinal);

    [Fact]
    public void Read_NoObject_IsRefused() =>
        Assert.Equal("[1] is not an object { … }", MachineTexts.FaultsOf("[1]").First());

    [Fact]
    public void FromFile_MissingFile_NamesIt()
    {
        var exception = Assert.Throws<ConfigurationException>(() => MachineSpecReader.FromFile("no-such-machine.json"));

        var fault = Assert.Single(exception.Faults);
        Assert.StartsWith("no-such-machine.json: cannot be read", fault, StringComparison.Ordinal);
    }
}
