using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests;

public sealed class DecodeSpecReaderTests
{
    private static readonly ModelShape R1 = DefaultModel.Read();

    private static readonly ModelShape Kimi = R1 with
    {
        Name = "Kimi-K2",
        RoutedExperts = 384,
        ExpertGroups = 1,
        GroupsPerToken = 1,
        DenseLayers = 1,
        MtpLayers = 0,
    };

    private static readonly ModelShape Qwen3 = R1 with
    {
        Name = "Qwen3",
        RoutedExperts = 128,
        ExpertGroups = 1,
        GroupsPerToken = 1,
        DenseLayers = 0,
        SharedExperts = 0,
        MtpLayers = 0,
        HiddenSize = 4096,
        MoeIntermediateSize = 1536,
        Attention = new GroupedQueryAttention(64, 4, 128),
    };

    [Fact]
    public void Read_Defaults_AreThePapersInstance()
    {
        var spec = DecodeSpecReader.Read(new DecodeOptions());

        Assert.Equal((320, 20, 320, 32), (spec.Dies, spec.Nodes, spec.Slots.Slots, spec.Slots.SharedSlots.Length));
        Assert.Equal((96, 2, 9, 59), (spec.BatchPerNpu, spec.TokensPerRequest, spec.RowsPerToken, spec.RoutedLayers));
        Assert.Equal(1.7, spec.TokensPerStep);
        Assert.Equal((48, 24, 24), (spec.RequestsPerDieMax, spec.RequestsOn(7, 0, 2), spec.RequestsOn(7, 1, 2)));
        Assert.Equal(24 * 2 * 9, spec.RowsMax(0, 2));
    }

    /// <summary>With 768 dies a slot a die and a shared copy for ten; with 8 no more copies than dies.</summary>
    [Theory]
    [InlineData(384, 768, 77)]
    [InlineData(170, 340, 34)]
    [InlineData(160, 320, 32)]
    [InlineData(144, 320, 32)]
    [InlineData(16, 320, 32)]
    [InlineData(4, 296, 8)]
    public void Read_CountsLeftOpen_GrowWithTheDies(int npus, int slots, int sharedCopies)
    {
        var machine = DefaultMachine.Read();
        var roomy = machine with { Die = machine.Die with { HbmCapacity = Bytes.FromGB(4000) } };

        var spec = DecodeSpecReader.Read(new DecodeOptions { Machine = roomy, Npus = npus, Batch = 2 });

        Assert.Equal((slots, sharedCopies), (spec.Slots.Slots, spec.Slots.SharedSlots.Length));
    }

    [Fact]
    public void Read_MoreExpertsThanDies_PutsTwoSlotsOnSome()
    {
        var spec = DecodeSpecReader.Read(new DecodeOptions { Model = Kimi, Batch = 32 });

        Assert.Equal(384 + 32 + 32, spec.Slots.Slots);
        Assert.Equal([1, 2], Enumerable.Range(0, 320).Select(spec.Slots.SlotsOn).Distinct().Order());
    }

    [Fact]
    public void Read_ModelWithoutSharedExpertOrMtp_DefaultsToNone()
    {
        var spec = DecodeSpecReader.Read(new DecodeOptions { Model = Qwen3, Npus = 16 });

        Assert.Empty(spec.Slots.SharedSlots);
        Assert.Equal((0, 1, 8, 61), (spec.MtpLayers, spec.TokensPerRequest, spec.RowsPerToken, spec.RoutedLayers));
    }

    [Fact]
    public void Read_WhatTheModelLacks_IsRefused() => AssertFaults(
        new DecodeOptions { Model = Qwen3, Mtp = 1, SharedCopies = 8 },
        ["mtp: 1 is out of range 0 to 0 (the MTP layers of Qwen3)", "shared-copies: 8"]);

    [Fact]
    public void Read_EverythingWrong_NamesEveryFaultAtOnce() => AssertFaults(
        new DecodeOptions
        {
            Npus = 385,
            Batch = 0,
            KvLength = 163_841,
            Steps = 0,
            Microbatches = 3,
            AttentionAics = 24,
            Acceptance = 1.1,
            Mtp = 2,
            SharedCopies = 0,
            Redundant = -1,
            Down = ["plane:7"],
        },
        [
            "npus: 385 is out of range 1 to 384",
            "batch: 0 is out of range 1 to ",
            "kv-length: 163841 is out of range 1 to 163840",
            "steps: 0 is out of range 1 to 1000000",
            "microbatches: 3 is out of range 1 to 2",
            "attention-aics: 24 is out of range 1 to 23",
            "acceptance: 1.1 is out of range 0 to 1",
            "mtp: 2 is out of range 0 to 1",
            "shared-copies: 0",
            "redundant: -1 is out of range",
            "'plane:7': 7 is out of range; sub-planes are 0 to 6",
        ]);

    [Fact]
    public void Read_AcceptanceIsNotANumber_IsRefused() =>
        AssertFaults(new DecodeOptions { Acceptance = double.NaN }, ["acceptance: NaN is out of range 0 to 1"]);

    [Fact]
    public void Read_SplitOfOneMicrobatch_IsRefused() => AssertFaults(
        new DecodeOptions { Microbatches = 1, AttentionAics = 12 }, ["attention-aics: "]);

    [Fact]
    public void Read_NoExperts_IsRefused() => AssertFaults(
        new DecodeOptions { Model = R1 with { Name = "dense", RoutedExperts = 0 } },
        ["model: dense has no routed experts"]);

    [Fact]
    public void Read_SlotsThatLeaveDiesEmpty_SaysHowManyAreMissing()
    {
        var fault = Assert.Single(FaultsOf(new DecodeOptions { Redundant = 4, SharedCopies = 10 }));

        Assert.StartsWith("redundant: 4", fault, StringComparison.Ordinal);
        Assert.Contains("270 slots and leave 50 of 320 dies empty; give 54 or more", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FaultsOfEveryStage_AreToldTogether() => AssertFaults(
        new DecodeOptions { Steps = 0, Batch = 1000, Redundant = 4, SharedCopies = 10 },
        ["steps: 0", "redundant: 4"]);

    [Fact]
    public void Read_BadStepsAndBatchThatDoesNotFit_AreToldTogether() => AssertFaults(
        new DecodeOptions { Steps = 0, Batch = 1000 }, ["steps: 0", "batch: 1000 requests per NPU"]);

    [Fact]
    public void Read_HugeNumbers_OverflowNowhere() => AssertFaults(
        new DecodeOptions { Npus = 384, Batch = int.MaxValue, Redundant = int.MaxValue },
        ["batch: 2147483647 is out of range", "redundant: 2147483647 is out of range"]);

    [Fact]
    public void Read_DieWithOneCore_TakesOneMicrobatch()
    {
        var machine = DefaultMachine.Read();
        var single = machine with { Die = machine.Die with { MatrixCores = 1, VectorCores = 1 } };

        Assert.Null(DecodeSpecReader.Read(new DecodeOptions { Machine = single }).Microbatches);
        AssertFaults(
            new DecodeOptions { Machine = single, Microbatches = 2 }, ["microbatches: 2 is out of range 1 to 1"]);
    }

    [Fact]
    public void Read_NegativeCopiesOrNoSkew_AreRefused() => AssertFaults(
        new DecodeOptions
        {
            Model = Qwen3,
            SharedCopies = -1,
            Routing = new RoutingSpec(RoutingKind.Skewed, double.NaN),
        },
        ["routing: ", "shared-copies: -1"]);

    [Fact]
    public void Read_TwoSlotsOnSomeDies_CountsTheBuffersOfTheFullest()
    {
        var spec = DecodeSpecReader.Read(new DecodeOptions { Model = Kimi, Batch = 32 });

        var rows = 320L * 16 * 2;
        Assert.Equal(rows * (7168 + 512 + 14336), HbmAccount.Of(spec).Buffers);
    }

    [Fact]
    public void Read_MoreSharedCopiesThanDies_IsRefused() => AssertFaults(
        new DecodeOptions { Npus = 16, SharedCopies = 33 }, ["shared-copies: 33 is out of range 1 to 32"]);

    [Fact]
    public void Read_MoreSlotsThanNumbers_IsRefused() => AssertFaults(
        new DecodeOptions { Redundant = 65_247 }, ["redundant: 65247 is out of range 0 to 65246"]);

    [Fact]
    public void Read_BatchThatDoesNotFit_SaysWhatDoes()
    {
        var fault = Assert.Single(FaultsOf(new DecodeOptions { Batch = 1000 }));

        Assert.StartsWith("batch: 1000 requests per NPU of 4096 tokens do not fit", fault, StringComparison.Ordinal);
        Assert.Matches("weights [0-9.]+ GB, KV [0-9.]+ GB, buffers [0-9.]+ GB; at most [0-9]+ fit\\.$", fault);
    }

    [Fact]
    public void Read_BatchBeyondMemoryAndWindows_NamesBoth() => AssertFaults(
        new DecodeOptions { Batch = 8_000 }, ["batch: 8000 requests per NPU", "batch: 8000 makes 72000 rows a die"]);

    private static void AssertFaults(DecodeOptions options, string[] beginnings)
    {
        var faults = FaultsOf(options);

        Assert.Equal(beginnings.Length, faults.Count);
        Assert.All(
            beginnings.Zip(faults), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }

    private static IReadOnlyList<string> FaultsOf(DecodeOptions options) =>
        Assert.Throws<ConfigurationException>(() => DecodeSpecReader.Read(options)).Faults;
}
