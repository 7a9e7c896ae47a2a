using CloudMatrix.Model;

namespace CloudMatrix.Costs.Tests;

/// <summary>Models of both kinds of attention.</summary>
internal static class Shapes
{
    public static ModelShape R1 { get; } = DefaultModel.Read();

    /// <summary>A model small enough for arithmetic by hand.</summary>
    public static ModelShape Small { get; } = R1 with
    {
        HiddenSize = 1024,
        DenseIntermediateSize = 512,
        MoeIntermediateSize = 256,
        RoutedExperts = 64,
        SharedExperts = 2,
        VocabularySize = 6400,
        Attention = new LatentAttention(
            Heads: 4, QLoraRank: 128, KvLoraRank: 64, NopeHeadDim: 32, RopeHeadDim: 16, ValueHeadDim: 32),
    };

    /// <summary>Like Qwen3-235B-A22B.</summary>
    public static ModelShape Grouped { get; } = R1 with
    {
        HiddenSize = 4096,
        MoeIntermediateSize = 1536,
        RoutedExperts = 128,
        SharedExperts = 0,
        Attention = new GroupedQueryAttention(Heads: 64, KvHeads: 4, HeadDim: 128),
    };
}
