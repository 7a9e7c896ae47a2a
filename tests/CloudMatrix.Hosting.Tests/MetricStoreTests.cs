using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace CloudMatrix.Hosting.Tests;

public sealed class MetricStoreTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly Meter _meter;
    private readonly MetricStore _store;

    public MetricStoreTests()
    {
        _meter = Factory.Create("CloudMatrix.Tests");
        _store = new MetricStore(Factory, []);
    }

    private IMeterFactory Factory => _services.GetRequiredService<IMeterFactory>();

    [Fact]
    public void Collect_Counter_AddsUpAndNeverFalls()
    {
        var counter = _meter.CreateCounter<long>("cloudmatrix.steps", "{step}", "Steps done.");
        counter.Add(2, new KeyValuePair<string, object?>("instance", "a"));
        counter.Add(-5, new KeyValuePair<string, object?>("instance", "a"));
        counter.Add(3, new KeyValuePair<string, object?>("instance", "a"));

        var scraped = Scrape();

        Assert.Equal("counter", scraped.TypeOf("cloudmatrix_steps_total"));
        Assert.Equal("Steps done.", scraped.HelpOf("cloudmatrix_steps_total"));
        Assert.Equal(5, scraped["cloudmatrix_steps_total", ("instance", "a")]);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("a \"quoted\" name")]
    [InlineData("C:\\new\nline")]
    [InlineData("{},=")]
    public void Collect_AnyLabel_ComesBackAsItWas(string value)
    {
        var runs = _meter.CreateCounter<int>("cloudmatrix.runs");

        runs.Add(1, new("b", 7), new KeyValuePair<string, object?>("a.b", value));

        Assert.Equal(1, Scrape()["cloudmatrix_runs_total", ("a_b", value), ("b", "7")]);
    }

    [Fact]
    public void Collect_Gauges_TellWhereTheyStand()
    {
        var level = _meter.CreateGauge<double>("cloudmatrix.load", "1");
        var held = _meter.CreateUpDownCounter<long>("cloudmatrix.blocks", "By");
        level.Record(3);
        level.Record(1.5);
        held.Add(4);
        held.Add(-3);

        var scraped = Scrape();

        Assert.Equal(1.5, scraped["cloudmatrix_load_ratio"]);
        Assert.Equal(1, scraped["cloudmatrix_blocks_bytes"]);
        Assert.Equal("gauge", scraped.TypeOf("cloudmatrix_blocks_bytes"));
    }

    [Fact]
    public void Collect_Observed_IsAskedAnewAndForgetsWhatIsGone()
    {
        string[] there = ["a", "b"];
        var total = 10;
        _meter.CreateObservableGauge("cloudmatrix.there", () => there.Select(name =>
            new Measurement<int>(1, new KeyValuePair<string, object?>("name", name))));
        _meter.CreateObservableCounter("cloudmatrix.asked", () => total++);
        Assert.Equal(1, Scrape()["cloudmatrix_there", ("name", "b")]);

        there = ["a"];
        var scraped = Scrape();

        Assert.DoesNotContain("cloudmatrix_there|name=b", scraped.Samples.Keys);
        Assert.Equal(1, scraped["cloudmatrix_there", ("name", "a")]);
        Assert.Equal(11, scraped["cloudmatrix_asked_total"]);
    }

    [Fact]
    public void Collect_Histogram_CountsUpToEachBound()
    {
        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] };
        var wall = _meter.CreateHistogram("cloudmatrix.wall", "s", "Real time.", tags: null, advice);
        foreach (var value in new[] { 0.05, 0.1, 0.5, 7 })
        {
            wall.Record(value);
        }

        var scraped = Scrape();

        Assert.Equal("histogram", scraped.TypeOf("cloudmatrix_wall_seconds"));
        Assert.Equal(2, scraped["cloudmatrix_wall_seconds_bucket", ("le", "0.1")]);
        Assert.Equal(3, scraped["cloudmatrix_wall_seconds_bucket", ("le", "1")]);
        Assert.Equal(4, scraped["cloudmatrix_wall_seconds_bucket", ("le", "+Inf")]);
        Assert.Equal(4, scraped["cloudmatrix_wall_seconds_count"]);
        Assert.Equal(7.65, scraped["cloudmatrix_wall_seconds_sum"], 9);
    }

    [Fact]
    public void Collect_MetersOfOthers_AreHeardOnlyByName()
    {
        using var foreign = new Meter("CloudMatrix.Tests");
        using var named = new Meter("Other.Tests");
        using var store = new MetricStore(Factory, ["Other.Tests"]);
        foreign.CreateCounter<int>("foreign").Add(1);
        named.CreateCounter<int>("named").Add(1);
        _meter.CreateCounter<int>("own").Add(1);

        Assert.Equal(["named_total", "own_total"], ScrapedMetrics.Of(store.Collect()).Samples.Keys.Order());
    }

    [Fact]
    public void Collect_MoreLabelsThanAreKept_CountsTheRestTogether()
    {
        var counter = _meter.CreateCounter<int>("cloudmatrix.many");
        for (var i = 0; i < MetricFamily.SeriesMax + 10; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("i", i));
        }

        var scraped = Scrape();

        Assert.Equal(MetricFamily.SeriesMax + 1, scraped.Samples.Count);
        Assert.Equal(10, scraped["cloudmatrix_many_total", ("overflow", "true")]);
    }

    [Fact]
    public void Collect_WhileOthersMeasure_LosesNothing()
    {
        var counter = _meter.CreateCounter<long>("cloudmatrix.raced");
        var seen = 0.0;

        Parallel.For(0, 8, part =>
        {
            for (var i = 0; i < 1000; i++)
            {
                counter.Add(1);
            }

            if (part == 0)
            {
                seen = Scrape()["cloudmatrix_raced_total"];
            }
        });

        Assert.InRange(seen, 1000, 8000);
        Assert.Equal(8000, Scrape()["cloudmatrix_raced_total"]);
    }

    public void Dispose()
    {
        _store.Dispose();
        _services.Dispose();
    }

    private ScrapedMetrics Scrape() => ScrapedMetrics.Of(_store.Collect());
}
