namespace CloudMatrix.Simulation.Tests;

public sealed class TraceReportTests
{
    [Fact]
    public void Of_Numbers_AreNearestRanks()
    {
        var quantiles = Quantiles.Of(Enumerable.Range(1, 100).Reverse());

        Assert.Equal(new Quantiles(50.5, 50, 90, 99, 100), quantiles);
        Assert.Equal(new Quantiles(7, 7, 7, 7, 7), Quantiles.Of([7]));
    }

    [Fact]
    public void Of_Trace_SaysWhatIsShared()
    {
        var trace = new Trace
        {
            Format = TraceFormat.Mooncake,
            Requests =
            [
                new TraceRequest(default, 1_000, 1, [1, 2]),
                new TraceRequest(new(2_000_000_000_000), 1_000, 1, [1, 2]),
                new TraceRequest(new(4_000_000_000_000), 600, 1, [1, 3]),
            ],
        };

        var report = TraceReport.Of(trace);

        Assert.Equal(new TraceSharing(512, 6, 3, 2_600, 1_512), report.Sharing);
        Assert.Equal((4.0, 0.75), (report.SpanSeconds, report.RequestsPerSecond));
        Assert.Equal(0.5, report.Sharing!.BlockHitRate);
    }
}
