using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests;

public sealed class CacheReplayTests
{
    private static readonly Trace Generated = TraceGenerator.Generate(new TraceOptions
    {
        Requests = 400,
        InputTokens = new LengthSpec(6_000, 1),
    });

    [Theory]
    [InlineData(512)]
    [InlineData(256)]
    [InlineData(128)]
    public void Run_InfiniteCapacity_HitsWhatWasSeenBefore(int blockTokens)
    {
        var report = CacheReplay.Run(new CacheOptions { Trace = Generated, BlockTokens = blockTokens });

        var (hits, tokens) = ReferenceReplay.Run(Generated, blockTokens);
        Assert.Equal((hits, tokens), (report.Prompts.Hits, report.Prompts.HitTokens));
        Assert.Equal(report.Prompts.Blocks - hits, report.Stored);
        Assert.Equal(70_272L * blockTokens, report.BlockBytes);
        Assert.Equal(70_272L * tokens, report.TrafficBytes.PoolToNpu);
        Assert.Equal(0, report.Dram.Evictions + report.Deduplicated + report.Refused);
        Assert.True(hits > 400);
    }

    [Fact]
    public void Run_LessCapacity_HitsLess()
    {
        var hits = new List<long>();
        foreach (var capacity in new[] { 20_000L, 40_000, 80_000, 1_000_000 })
        {
            var limit = new SizeLimit(Bytes.FromKB(capacity * 1_000));
            var report = CacheReplay.Run(new CacheOptions { Trace = Generated, DramCapacity = limit });
            hits.Add(report.Prompts.Hits);
            var tier = report.Dram;
            Assert.Equal(
                tier.CapacityBytes,
                tier.UsedBytes + tier.RoundingBytes + tier.FreeSlotBytes + tier.FreePageBytes);
            Assert.Equal(report.Stored - tier.Evictions, tier.Blocks);
        }

        Assert.Equal(hits.Order(), hits);
        Assert.True(hits[0] < hits[^1]);
    }

    [Fact]
    public void Run_VolumesBehindLittleMemory_HitAsIfItWereInfinite()
    {
        var infinite = CacheReplay.Run(new CacheOptions { Trace = Generated });
        var tiered = CacheReplay.Run(new CacheOptions
        {
            Trace = Generated,
            DramCapacity = new SizeLimit(Bytes.FromGB(20)),
            SsdCapacity = SizeLimit.Infinite,
        });

        Assert.Equal(infinite.Prompts.Hits, tiered.Prompts.Hits);
        Assert.True(tiered.Prompts.SsdHits > 0);
        Assert.True(tiered.TrafficBytes.SsdToDram > 0);
        Assert.Equal(0, tiered.Ssd!.Evictions);
    }

    [Fact]
    public void Run_NoPlane_FindsNothingAndMovesNothing()
    {
        var report = CacheReplay.Run(new CacheOptions { Trace = Generated, Plane = CachePlane.None });

        Assert.Equal((0, 0, 0), (report.Prompts.Hits, report.Stored, report.Dram.UsedBytes));
        Assert.True(report.Prompts.Blocks > 0);
    }

    [Fact]
    public void Run_TraceWithoutNames_FindsNothing()
    {
        var trace = TraceGenerator.Generate(new TraceOptions { Requests = 20, Format = TraceFormat.Azure });

        var report = CacheReplay.Run(new CacheOptions { Trace = trace, BlockTokens = 100 });

        Assert.False(report.NamesBlocks);
        Assert.Equal((0, report.Prompts.Blocks), (report.Prompts.Hits, report.Stored));
    }

    [Fact]
    public void Run_MemorySmallerThanABlock_RefusesAll()
    {
        var report = CacheReplay.Run(new CacheOptions
        {
            Trace = Generated,
            DramCapacity = new SizeLimit(Bytes.FromGB(2)),
        });

        Assert.Equal(0, report.Prompts.HitTokens / 400 / 512);
        Assert.True(report.Refused > 0);
    }

    [Theory]
    [InlineData(100, "block-tokens: 100 does not divide 512, the tokens of the trace's blocks.")]
    [InlineData(8, "block-tokens: 8 is out of range 16 to 512 (tokens of a block).")]
    [InlineData(1024, "block-tokens: 1024 is out of range 16 to 512 (tokens of a block).")]
    public void Run_BlockTokensThatDoNotFit_IsRefused(int blockTokens, string fault)
    {
        var options = new CacheOptions { Trace = Generated, BlockTokens = blockTokens };

        var exception = Assert.Throws<ConfigurationException>(() => CacheReplay.Run(options));

        Assert.Equal([fault], exception.Faults);
    }

    [Fact]
    public void Run_CpusOffTheNetwork_AreRefusedUnlessTheFrontEndIsUsed()
    {
        var machine = MachineSpecReader.FromFile("silo-configs/machines/h800-rdma.json");
        var options = new CacheOptions { Trace = Generated, Machine = machine };

        var exception = Assert.Throws<ConfigurationException>(() => CacheReplay.Run(options));

        Assert.StartsWith("cache-plane: ", Assert.Single(exception.Faults), StringComparison.Ordinal);
        Assert.True(CacheReplay.Run(options with { Plane = CachePlane.FrontEnd }).Prompts.Hits > 0);
    }
}
