namespace CloudMatrix.Commands.Tests;

public sealed class TopologyVerbTests
{
    [Fact]
    public async Task Topology_Json_CountsTheMachine()
    {
        var run = await CommandRun.OfAsync("topology --json");

        var report = run.Json.GetProperty("report");
        Assert.Equal((384, 768, 192, 48), (Count("npus"), Count("dies"), Count("cpus"), Count("nodes")));
        Assert.Equal((12, 7, 336, 112), (Count("racks"), Count("subPlanes"), Count("l1Chips"), Count("l2Chips")));
        Assert.Equal((5376, 1344, 5376), (Count("dieLinks"), Count("cpuLinks"), Count("uplinks")));

        int Count(string key) => report.GetProperty(key).GetInt32();
    }

    [Fact]
    public async Task Topology_PlaneDown_LeavesSixSevenths()
    {
        var run = await CommandRun.OfAsync("topology --down plane:3 --json");

        var worst = run.Json.GetProperty("report").GetProperty("worstDie");
        Assert.Equal(6 / 7.0, worst.GetProperty("intraNodeShare").GetDouble());
        Assert.Equal(6 / 7.0, worst.GetProperty("interNodeShare").GetDouble());
        Assert.Equal(168, worst.GetProperty("portGBps").GetDouble(), 9);
    }

    [Fact]
    public async Task Topology_LinkDown_NamesTheWorstDie()
    {
        var run = await CommandRun.OfAsync("topology --down link:die-34/plane-5");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("die-34 keeps 85.7 % in its node", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("planes", 7)]
    [InlineData("chips", 448)]
    [InlineData("links", 12096)]
    public async Task Topology_List_NamesWhatDownTakes(string parts, int count)
    {
        var run = await CommandRun.OfAsync($"topology --list {parts}");

        var names = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var down = await CommandRun.OfAsync($"topology --down {names[^1]}");
        Assert.Equal(count, names.Length);
        Assert.Equal(0, down.ExitCode);
    }

    [Fact]
    public async Task Topology_OtherMachine_IsDescribed()
    {
        var machine = Repository.PathOf("silo-configs/machines/h800-rdma.json");

        var run = await CommandRun.OfAsync($"topology --machine {machine}");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("NVLink", run.Output, StringComparison.Ordinal);
    }
}
