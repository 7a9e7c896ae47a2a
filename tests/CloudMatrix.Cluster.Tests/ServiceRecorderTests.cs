using System.Diagnostics.Metrics;
using System.Text;
using CloudMatrix.Grains;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Hosting;
using CloudMatrix.Model;
using CloudMatrix.Simulation;
using Microsoft.Extensions.DependencyInjection;

namespace CloudMatrix.Cluster.Tests;

/// <summary>What a run of a service tells of its requests, without a silo.</summary>
public sealed class ServiceRecorderTests : IDisposable
{
    private const string Ended = "cloudmatrix_serving_requests_ended_total";

    private static readonly ServiceStatus Replaying = ServiceStatus.None with { Life = ServiceLife.Replaying };

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ServiceBoard _board = new();
    private readonly MetricStore _store;
    private readonly ServingMeter _meter;

    public ServiceRecorderTests()
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        _store = new MetricStore(meters, []);
        _meter = new ServingMeter(meters, _board);
    }

    [Fact]
    public void Progress_RunBegunAgain_TellsEachRequestOnce()
    {
        var recorder = new ServiceRecorder("chat", Replaying, _meter, new HostTime());

        recorder.Progress(DeskOf(3));
        recorder.Tell(Replaying with { Restarts = 1 });
        recorder.Progress(DeskOf(2));
        recorder.Progress(DeskOf(5));

        var metrics = Scrape();
        Assert.Equal(5, metrics[Ended, "context_too_long"]);
        Assert.Equal(1, metrics["cloudmatrix_serving_restarts_total"]);
    }

    [Fact]
    public void Progress_RunGoesOnHere_TellsWhatEndedHere()
    {
        var recorder = new ServiceRecorder("chat", Replaying with { Ended = 3 }, _meter, new HostTime());

        recorder.Progress(DeskOf(4));

        Assert.Equal(1, Scrape().Samples(Ended).Sum());
    }

    [Fact]
    public void New_NothingHasHappened_CountsRareThingsFromZero()
    {
        _ = new ServiceRecorder("chat", Replaying, _meter, new HostTime());

        var metrics = Scrape();
        Assert.Equal(0, metrics["cloudmatrix_serving_restarts_total"]);
        Assert.Equal(0, metrics["cloudmatrix_serving_runs_total", "outcome=\"failed\""]);
        Assert.Equal(0, metrics[Ended, "outcome=\"no_instance\""]);
    }

    [Fact]
    public void End_RunGoesOnElsewhere_ShowsItNoMore()
    {
        var recorder = new ServiceRecorder("chat", Replaying, _meter, new HostTime());
        Assert.Single(_board.Services);

        recorder.End();

        Assert.Empty(_board.Services);
        Assert.Equal(0, Scrape().Samples("cloudmatrix_serving_runs_total").Sum());
    }

    [Fact]
    public void End_RunIsDone_ShowsHowItEnded()
    {
        var recorder = new ServiceRecorder("chat", Replaying, _meter, new HostTime());

        recorder.Tell(Replaying with { Life = ServiceLife.Done });
        recorder.End();

        Assert.Equal(ServiceLife.Done, Assert.Single(_board.Services).Status.Life);
        Assert.Equal(1, Scrape()["cloudmatrix_serving_runs_total", "outcome=\"done\""]);
    }

    public void Dispose()
    {
        _store.Dispose();
        _services.Dispose();
    }

    // Requests that no part but the scheduler sees: their context is too long.
    private static ServingDesk DeskOf(int requests)
    {
        var desk = new ServingDesk(ServingSpecReader.Read(new ServingOptions()));
        for (var request = 0; request < requests; request++)
        {
            desk.Submit(VirtualTime.Zero, (int.MaxValue / 4, 1), []);
        }

        while (desk.TryTake(out _, out var message))
        {
            Assert.Null(message);
        }

        return desk;
    }

    private ScrapedText Scrape() => new(Encoding.UTF8.GetString(_store.Collect()));
}
