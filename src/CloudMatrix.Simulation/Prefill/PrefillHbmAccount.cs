using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// What a prefill instance keeps in the memory of its fullest die: a batch that does not fit is not begun.
/// </summary>
/// <remarks>
/// <code>
/// weights = layers · (attention with the die's heads + the rest of the output projection)
///           + dense layers · network + gates (FP32) + head + embedding (BF16)
///           + (slots of the die + shared experts) · expert · layers that route                    INT8 unless said
/// KV      = (new + cached tokens of all dies) · elements per token and layer · 2 B · layers
/// buffers = microbatch · (gathered row + queries, keys, values and results of the die's heads)
///           + die's tokens · top-k · 2 · (dispatch row + combine row)
/// </code>
/// Every die holds the latents of all tokens: "all TP ranks hold identical KV" is what the hand-off to decode relies on
/// (arXiv:2506.12708 §4.3.3). Rows are counted as they are sent, and as many received, as if experts were balanced.
/// </remarks>
internal static class PrefillHbmAccount
{
    private const int CacheByteCount = 2;
    private const int EmbeddingByteCount = 2;
    private const int GateByteCount = 4;

    /// <summary>The fullest die's memory; <see cref="HbmUse.Free"/> is negative where the batch does not fit.</summary>
    public static HbmUse Of(PrefillSpec spec)
    {
        var weights = WeightsOf(spec);
        var kv = ((long)spec.NewTokens + spec.CachedTokens) * KvBytesPerToken(spec);
        var buffers = BuffersOf(spec);
        return new HbmUse(weights, kv, buffers, spec.Machine.Die.HbmCapacity.Count - weights - kv - buffers);
    }

    /// <summary>KV blocks that fit a die beside weights and the buffers of the instance's batch.</summary>
    public static long KvBlocks(PrefillSpec spec)
    {
        var use = Of(spec);
        return Math.Max(0, use.Free + use.Kv) / (HbmBlocks.Tokens * KvBytesPerToken(spec));
    }

    private static long KvBytesPerToken(PrefillSpec spec) =>
        spec.Model.KvBytesPerTokenPerLayer(CacheByteCount).Count * spec.Model.Layers;

    private static long WeightsOf(PrefillSpec spec)
    {
        var model = spec.Model;
        var slots = Enumerable.Range(0, spec.Dies).Max(spec.Slots.SlotsOn) + model.SharedExperts;
        return (model.Layers * AttentionOf(spec))
            + (slots * model.ParametersPerExpert * model.MoeLayers)
            + (model.ParametersPerGate * model.MoeLayers * GateByteCount)
            + (model.DenseLayers * model.ParametersPerDenseFeedForward)
            + (model.ParametersPerEmbedding * (1 + EmbeddingByteCount));
    }

    // Up-projections are those of the die's heads; the output projection takes all heads of the die's tokens.
    private static long AttentionOf(PrefillSpec spec)
    {
        var (model, heads) = (spec.Model, spec.HeadsOf(0));
        var attended = PrefillRowFormat.Of(model).AttendedPerHead.Count / NumberFormat.Bf16.ByteCount();
        var others = (model.Attention.Heads - heads) * attended * model.HiddenSize;
        return model.Attention.WithHeads(heads).Parameters(model.HiddenSize) + others;
    }

    private static long BuffersOf(PrefillSpec spec)
    {
        var model = spec.Model;
        var format = PrefillRowFormat.Of(model);
        var row = RowFormat.Of(model.HiddenSize, spec.Machine);
        var microbatch = (spec.NewTokens + spec.Microbatches - 1) / spec.Microbatches;
        var attended = microbatch * (format.Gathered.Count + HeadBytes(model, spec.HeadsOf(0)));
        var rows = (long)spec.TokensOf(spec.NewTokens, 0) * model.ExpertsPerToken;
        return attended + (2 * rows * (row.Dispatch + row.Combine).Count);
    }

    // Query, key, value and result of each head, in BF16.
    private static long HeadBytes(ModelShape model, int heads)
    {
        var elements = model.Attention switch
        {
            LatentAttention latent => 2 * (latent.NopeHeadDim + latent.RopeHeadDim + latent.ValueHeadDim),
            GroupedQueryAttention grouped => 4 * grouped.HeadDim,
            _ => throw new ArgumentOutOfRangeException(nameof(model), model.Attention, "Not an attention."),
        };
        return (long)heads * elements * NumberFormat.Bf16.ByteCount();
    }
}
