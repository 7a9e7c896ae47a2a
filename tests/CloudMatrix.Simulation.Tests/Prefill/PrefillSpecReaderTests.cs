using CloudMatrix.Costs;
using CloudMatrix.Model;
using FsCheck.Fluent;

namespace CloudMatrix.Simulation.Tests;

public sealed class PrefillSpecReaderTests
{
    [Fact]
    public void Read_TokensThatFillNoPrompt_CutTheLast()
    {
        var spec = PrefillSpecReader.Read(ToyPrefill.Options with { BatchTokens = 100, Prompt = 150, Cached = 30 });

        Assert.Equal(
            [.. Enumerable.Repeat(new PrefillSequence(120, 30), 3), new PrefillSequence(40, 30)],
            spec.Sequences.AsEnumerable());
        Assert.Equal((400, 120), (spec.NewTokens, spec.CachedTokens));
    }

    [Fact]
    public void Read_EverythingWrong_NamesEveryFaultAtOnce() => AssertFaults(
        new PrefillOptions
        {
            Npus = 385,
            BatchTokens = 0,
            Prompt = 200_000,
            Cached = -1,
            Microbatches = 3,
            Routing = new RoutingSpec(RoutingKind.Skewed, 4),
            Down = ["plane:9"],
        },
        "npus: 385 is out of range 1 to 384",
        "batch-tokens: 0 is out of range 1 to 65535",
        "prompt: 200000 is out of range 1 to 163840",
        "microbatches: 3 is out of range 1 to 2",
        "cached: -1 is out of range 0 to 163839",
        "routing: skewed:4 is out of range skewed:0 to skewed:3.",
        "'plane:9': 9 is out of range");

    [Fact]
    public void Read_MoreDiesThanHeads_IsRefused() => AssertFaults(
        new PrefillOptions { Npus = 65 },
        "npus: 65 have 130 dies, which share the 128 heads of DeepSeek-R1; at most 64.");

    [Fact]
    public void Read_CachedPrompt_IsRefused() => AssertFaults(
        new PrefillOptions { Prompt = 100, Cached = 100 }, "cached: 100 is out of range 0 to 99");

    [Fact]
    public void Read_ModelWithoutExperts_IsRefused() => AssertFaults(
        new PrefillOptions { Model = DefaultModel.Read() with { RoutedExperts = 0 } },
        "model: DeepSeek-R1 has no routed experts");

    [Fact]
    public void Read_FewerSlotsThanDies_IsRefused() => AssertFaults(
        ToyPrefill.Options with
        {
            Model = Toy.Model with { RoutedExperts = 4, ExpertGroups = 1, GroupsPerToken = 1 },
            Redundant = 3,
        },
        "redundant: 3 is out of range 4 to");

    [Fact]
    public void Read_BatchThatDoesNotFit_IsRefusedByName() => AssertFaults(
        new PrefillOptions { BatchTokens = 30_000 },
        "batch-tokens: 480000 new and 0 cached tokens do not fit a die's 64 GB: weights 38.1 GB, KV 33.7 GB");

    [Fact]
    public void Invariant_HbmIsNeverOvercommitted() =>
        Property.Holds(
            from tokens in Gen.Choose(1, 60_000)
            from cached in Gen.Choose(0, 16_000)
            select ToyPrefill.Options with { BatchTokens = tokens, Prompt = 16_384, Cached = cached },
            options =>
            {
                try
                {
                    var use = PrefillHbmAccount.Of(PrefillSpecReader.Read(options));

                    Assert.InRange(use.Free, 0, Toy.Machine.Die.HbmCapacity.Count);
                    Assert.Equal(Toy.Machine.Die.HbmCapacity.Count, use.Weights + use.Kv + use.Buffers + use.Free);
                }
                catch (ConfigurationException exception)
                {
                    Assert.StartsWith("batch-tokens: ", Assert.Single(exception.Faults), StringComparison.Ordinal);
                }
            });

    private static void AssertFaults(PrefillOptions options, params string[] beginnings)
    {
        var faults = Assert.Throws<ConfigurationException>(() => PrefillSpecReader.Read(options)).Faults;

        Assert.Equal(beginnings.Length, faults.Count);
        Assert.All(
            beginnings.Zip(faults), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }
}
