using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests;

public sealed class HostClockTests
{
    private static readonly VirtualDuration Launch = new(10);

    [Fact]
    public void Start_PipelinedAndGraphsLongerThanLaunches_HidesEveryLaunch() =>
        Assert.Equal([100, 200, 300], Starts(GraphLaunch.Pipelined, graphPs: 100));

    [Fact]
    public void Start_PipelinedAndGraphsShorterThanLaunches_WaitsForTheHost() =>
        Assert.Equal([10, 20, 30], Starts(GraphLaunch.Pipelined, graphPs: 4));

    [Fact]
    public void Start_Serial_ShowsABubbleEach() =>
        Assert.Equal([110, 220, 330], Starts(GraphLaunch.Serial, graphPs: 100));

    private static List<long> Starts(GraphLaunch mode, long graphPs)
    {
        var host = new HostClock(Launch, mode);
        var starts = new List<long>();
        var start = VirtualTime.Zero;
        for (var graph = 0; graph < 3; graph++)
        {
            start = host.Start(start, start + new VirtualDuration(graphPs));
            starts.Add(start.Picoseconds);
        }

        return starts;
    }
}
