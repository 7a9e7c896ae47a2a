using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests;

/// <summary>Table 2 of arXiv:2506.12708: hit rates and memory exactly; its latencies are illustrative.</summary>
public sealed class PaperTable2Tests
{
    private static readonly ModelCacheReport Report = ModelCacheTrial.Run(new ModelCacheOptions());

    [Fact]
    public void Paper_Table2_HitRates() =>
        Assert.Equal(Report.Published.Select(row => row.SwitchHitRate), Report.Rows.Select(row => row.SwitchHitRate));

    [Fact]
    public void Paper_Table2_DramOverhead() =>
        Assert.Equal(Report.Published.Select(row => row.DramOverhead), Report.Rows.Select(row => row.DramOverhead));

    [Fact]
    public void Paper_Table2_WarmStart() => PaperRow.Within(5, Report.Rows[2].WarmStartSeconds!.Value, 0.1);

    /// <summary>The table takes a bucket of 2.1 GB/s where the text states 2.5; at 2.1 its figures come out.</summary>
    [Fact]
    public void Paper_Table2_ColdStartsAndSwitches_FollowFromTheBucket()
    {
        var machine = DefaultMachine.Read();
        var slower = machine with { Storage = new StorageSpec(new BytesPerSecond(671e9 / 320)) };

        var rows = ModelCacheTrial.Run(new ModelCacheOptions { Machine = slower }).Rows;

        foreach (var (published, row) in ModelCacheTrial.Table2.Zip(rows))
        {
            PaperRow.Within(published.ColdStartSeconds, row.ColdStartSeconds, 0.001);
            PaperRow.Within(published.SwitchSeconds, row.SwitchSeconds, 0.1);
        }
    }

    [Fact]
    public void Run_StatedBucket_IsBelowTheTableByTheSameFactor() =>
        Assert.All(Report.Rows.Zip(Report.Published), pair => Assert.Equal(
            671e9 / 2.5e9 / 320, pair.First.ColdStartSeconds / pair.Second.ColdStartSeconds, 0.001));

    [Fact]
    public void Run_PoolOfFewerModels_HitsLess()
    {
        var rows = ModelCacheTrial.Run(new ModelCacheOptions
        {
            Instances = 2,
            PooledModels = 4,
            LocalModels = 2,
            BlockSize = Bytes.FromGB(10),
        }).Rows;

        Assert.InRange(rows[2].SwitchHitRate, 0.01, 0.99);
        Assert.InRange(rows[1].SwitchHitRate, 0.13, 0.5);
        Assert.Equal(2, rows[1].DramOverhead);
    }

    [Fact]
    public void Run_OutOfRange_NamesAllFaults()
    {
        var options = new ModelCacheOptions { Models = 0, Ports = 33, BlockSize = new Bytes(1) };

        var exception = Assert.Throws<ConfigurationException>(() => ModelCacheTrial.Run(options));

        Assert.Equal(["models", "ports", "block-size"], exception.Faults.Select(fault => fault.Split(':')[0]));
    }
}
