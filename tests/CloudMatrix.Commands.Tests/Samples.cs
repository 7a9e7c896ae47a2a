using CloudMatrix.Numerics;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands.Tests;

/// <summary>A made-up run, which stays what it is when the model of the machine gets better.</summary>
internal static class Samples
{
    public static DecodeReport Report { get; } = new()
    {
        MachineName = "CloudMatrix384",
        ModelName = "DeepSeek-R1",
        Seed = 1,
        Dies = 320,
        ExpertShards = 320,
        BatchPerNpu = 96,
        KvLength = 4096,
        Steps = 10,
        Microbatches = 2,
        AttentionAics = 16,
        OperatingPoint = "auto",
        MtpLayers = 1,
        Acceptance = 0.7,
        Routing = "skewed:0.15",
        Down = ["plane:3"],
        IterationMs = 84,
        TpotMs = 84 / 1.7,
        TokensPerSecondPerNpu = 1942.857,
        LayerUs = 1200,
        StagesUs = new DecodeStageTimes(150, 350, 100, 20, 150, 250, 180),
        TokensDispatched = 1_000_000,
        TokensCombined = 1_000_000,
        ExpertLoad = new ExpertLoad(600, 432),
        HbmBytesPerDie = new HbmUse(18_700_000_000, 14_000_000_000, 645_000_000, 30_655_000_000),
        BytesOverUb = 59_020_000_000,
    };

    public static DecodeOutcome Outcome { get; } = new()
    {
        Report = Report,
        Timeline = [],
        Wall = TimeSpan.FromMilliseconds(840),
        Workers = 2,
        AllocatedBytesPerStep = 7744,
    };

    public static RunFacts Facts { get; } =
        new("embedded", 840, 84, 1, 2, null, 7744, "2 processors, an OS, .NET 10", "1.2.3");

    public static PrefillReport Prefill { get; } = new()
    {
        MachineName = "CloudMatrix384",
        ModelName = "DeepSeek-R1",
        Seed = 1,
        Dies = 32,
        ExpertShards = 320,
        BatchTokensPerNpu = 16_384,
        Prompts = 64,
        NewTokens = 262_144,
        CachedTokens = 65_536,
        Microbatches = 2,
        Routing = "skewed:0.5",
        Balancer = "outdated",
        Down = ["plane:3"],
        BatchMs = 2500,
        TokensPerSecondPerNpu = 6553.6,
        TokensPerSecondPerTflops = 4.357,
        LayerUs = 40_000,
        StagesUs = new PrefillStageTimes(300, 4000, 1800, 3800, 1000, 1900, 140, 630, 980, 1800, 4900, 3400, 490),
        StreamShares = new PrefillStreamShares(0.68, 0.07, 0.5),
        TokensDispatched = 1_000_000,
        TokensCombined = 1_000_000,
        ExpertLoad = new ExpertLoad(9000, 3641),
        HottestDieOverMean = 1.25,
        HbmBytesPerDie = new HbmUse(38_100_000_000, 23_000_000_000, 2_100_000_000, 800_000_000),
        BytesOverUb = 5_195_741_000_000,
    };

    public static PrefillFacts PrefillFacts { get; } =
        new(1250, 0.5, 2, "2 processors, an OS, .NET 10", "1.2.3");

    public static AccuracyReport Accuracy { get; } = new()
    {
        ModelName = "tiny-moe",
        Questions = 30,
        KeptApart = 4,
        Results =
        [
            new PrecisionAccuracy
            {
                Name = "bf16",
                Mean = new Share(0.95, 0.9, 1),
                Paired = null,
                Tasks = [new("add", 10, 9, Share.Of(9, 10)), new("copy", 20, 20, Share.Of(20, 20))],
            },
            new PrecisionAccuracy
            {
                Name = "int8",
                Mean = new Share(0.8, 0.7, 0.9),
                Paired = new PairedTest("bf16", 3, 1, 0.625, new Share(-0.15, -0.3, 0), 0.9876),
                Tasks = [new("add", 10, 7, Share.Of(7, 10)), new("copy", 20, 18, Share.Of(18, 20))],
            },
        ],
    };

    public static ModelFacts ModelFacts { get; } = new(2500, 2, 123_000_000, "2 processors, an OS, .NET 10", "1.2.3");
}
