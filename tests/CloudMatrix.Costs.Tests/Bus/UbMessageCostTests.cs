using CloudMatrix.Model;

namespace CloudMatrix.Costs.Tests;

public sealed class UbMessageCostTests
{
    private static readonly SupernodeTopology Topology = new(DefaultMachine.Read());
    private static readonly DeviceId Die = DeviceId.Of(new DieId(0));
    private static readonly DeviceId Neighbour = DeviceId.Of(new DieId(3));
    private static readonly DeviceId Remote = DeviceId.Of(new DieId(16));
    private static readonly DeviceId NearCpu = DeviceId.Of(new CpuId(1));
    private static readonly DeviceId FarCpu = DeviceId.Of(new CpuId(4));

    /// <summary>Latency of 512 bytes, in microseconds, of arXiv:2506.12708 table 1.</summary>
    public static TheoryData<DeviceId, UbAccess, double> Published => new()
    {
        { Neighbour, UbAccess.Read, 1.2 },
        { Remote, UbAccess.Read, 1.9 },
        { Neighbour, UbAccess.Write, 1.3 },
        { Remote, UbAccess.Write, 2.1 },
        { NearCpu, UbAccess.Read, 1.0 },
        { FarCpu, UbAccess.Read, 1.7 },
        { NearCpu, UbAccess.Write, 1.1 },
        { FarCpu, UbAccess.Write, 1.9 },
    };

    [Theory]
    [MemberData(nameof(Published))]
    public void Paper_Table1_Latency(DeviceId target, UbAccess access, double microseconds)
    {
        var time = UbMessageCost.Time(FabricHealth.AllUp(Topology), (Die, target), access, new Bytes(512));

        Assert.Equal(microseconds, time.TotalMicroseconds, 0.005 * microseconds);
    }

    [Fact]
    public void Paper_Table1_Bandwidth()
    {
        var size = Bytes.FromGB(1);

        var time = UbMessageCost.Time(FabricHealth.AllUp(Topology), (Die, Remote), UbAccess.Write, size);

        Assert.Equal(135, size.Count / time.TotalSeconds / 1e9, 0.1);
    }

    [Fact]
    public void Time_OneOfSevenPlanesDown_HasSixSeventhsOfTheBandwidth()
    {
        var size = Bytes.FromGB(1);
        var all = UbMessageCost.Time(FabricHealth.AllUp(Topology), (Die, Remote), UbAccess.Read, size);
        var six = UbMessageCost.Time(
            FabricHealth.WithDown(Topology, ["plane:3"]), (Die, Remote), UbAccess.Read, size);

        Assert.Equal(7.0 / 6, six.TotalSeconds / all.TotalSeconds, 1e-4);
    }

    [Fact]
    public void Time_DeviceThatIsNotThere_Throws() =>
        Assert.Throws<ArgumentException>(() => UbMessageCost.Time(
            FabricHealth.AllUp(Topology), (Die, DeviceId.Of(new DieId(768))), UbAccess.Read, Bytes.Zero));
}
