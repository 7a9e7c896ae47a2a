using CloudMatrix.Model;

namespace CloudMatrix.Costs.Tests;

public sealed class KvHandoverCostTests
{
    private static readonly MachineSpec Machine = DefaultMachine.Read();

    /// <summary>4,096 tokens of DeepSeek-R1, 70,272 B each, over the 200 Gbps of one die: 11.5 ms.</summary>
    [Fact]
    public void PortTime_PromptOfThePaper_IsTheLineRateOfOneDie()
    {
        var size = new Bytes(4096 * 70_272);

        Assert.Equal(11.51, KvHandoverCost.PortTime(Machine, size).TotalMilliseconds, 2);
        Assert.Equal(VirtualDuration.Zero, KvHandoverCost.PathOf(Machine).Latency);
    }

    [Fact]
    public void PortTime_NoBytes_IsNone() =>
        Assert.Equal(VirtualDuration.Zero, KvHandoverCost.PortTime(Machine, Bytes.Zero));

    [Fact]
    public void PathOf_MeasuredPath_IsUsedInPlaceOfTheLineRate()
    {
        var measured = new PathSpec(new BytesPerSecond(20e9), VirtualDuration.FromMicroseconds(3));
        var machine = Machine with
        {
            ScaleOut = Machine.ScaleOut with { NpuWrite = Machine.ScaleUp.NpuWrite with { InterNode = measured } },
        };

        Assert.Equal(measured, KvHandoverCost.PathOf(machine));
        Assert.Equal(50, KvHandoverCost.PortTime(machine, Bytes.FromGB(1)).TotalMilliseconds, 6);
    }
}
