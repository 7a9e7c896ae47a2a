using CloudMatrix.Model;

namespace CloudMatrix.Costs.Tests;

public sealed class OperatorWorkTests
{
    [Fact]
    public void TimeOn_MoreComputeThanMemory_IsLaunchAndCompute() => Assert.Equal(
        VirtualDuration.FromMicroseconds(10 + 7), new OperatorWork(7e-6, 1_000_000).TimeOn(Round.Machine));

    [Fact]
    public void TimeOn_MoreMemoryThanCompute_IsLaunchAndMemory() => Assert.Equal(
        VirtualDuration.FromMicroseconds(10 + 9), new OperatorWork(7e-6, 9_000_000).TimeOn(Round.Machine));

    [Fact]
    public void Unlaunched_Work_LeavesOutTheLaunch() => Assert.Equal(
        VirtualDuration.FromMicroseconds(9), new OperatorWork(7e-6, 9_000_000).Unlaunched(Round.Machine));

    [Fact]
    public void Unlaunched_PartOfAPicosecond_RoundsUp() =>
        Assert.Equal(new VirtualDuration(1), OperatorWork.Moving(0.5).Unlaunched(Round.Machine));

    [Fact]
    public void Add_ComputeAndMemory_OverlapInOneKernel()
    {
        var fused = new OperatorWork(7e-6, 0) + OperatorWork.Moving(9_000_000);

        Assert.Equal(VirtualDuration.FromMicroseconds(10 + 9), fused.TimeOn(Round.Machine));
    }
}
