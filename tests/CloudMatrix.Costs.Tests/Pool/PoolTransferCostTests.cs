using CloudMatrix.Model;

namespace CloudMatrix.Costs.Tests;

public sealed class PoolTransferCostTests
{
    private static readonly MachineSpec Machine = DefaultMachine.Read();
    private static readonly Bytes Size = Bytes.FromGB(1);

    /// <summary>Table 1 of arXiv:2506.12708, CPUs of other nodes.</summary>
    [Theory]
    [InlineData(UbAccess.Read, 1.7, 147)]
    [InlineData(UbAccess.Write, 1.9, 107)]
    public void Time_OverTheScaleUpNetwork_IsTable1s(UbAccess access, double latencyUs, double gigabytesPerSecond) =>
        Assert.Equal(
            latencyUs + (1e6 / gigabytesPerSecond),
            PoolTransferCost.Time(Machine, CachePlane.ScaleUp, access, Size).TotalMicroseconds,
            1e-3);

    [Fact]
    public void Time_OverTheFrontEnd_IsItsLineRate()
    {
        Assert.Equal(
            20_000, PoolTransferCost.Time(Machine, CachePlane.FrontEnd, UbAccess.Read, Size).TotalMicroseconds, 1e-3);
        Assert.Equal(20_000, PoolTransferCost.VolumeTime(Machine, Size).TotalMicroseconds, 1e-3);
    }

    [Fact]
    public void Time_NoWay_Throws()
    {
        var apart = Machine with { ScaleUp = Machine.ScaleUp with { CpuRead = null, CpuWrite = null } };

        Assert.Throws<ArgumentException>(() =>
            PoolTransferCost.Time(apart, CachePlane.ScaleUp, UbAccess.Read, Size));
        Assert.Throws<ArgumentException>(() =>
            PoolTransferCost.Time(Machine, CachePlane.None, UbAccess.Read, Size));
    }
}
