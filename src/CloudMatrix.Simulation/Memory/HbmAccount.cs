using CloudMatrix.Costs;

namespace CloudMatrix.Simulation;

/// <summary>
/// What an instance keeps in the memory of its fullest die: nothing may be placed there that does not fit.
/// </summary>
/// <remarks>
/// <code>
/// weights = layers · attention + dense layers · network + gates (FP32) + head + embedding (BF16)
///           + slots of the die · expert · layers that route                                        INT8 unless said
/// KV      = requests · context · elements per token and layer · 2 B · layers
/// buffers = dies · tokens · min(top-k, slots of the die) · (dispatch row + combine row)
/// </code>
/// Source: buffers: arXiv:2506.12708 §4.2.1; precisions: §4.5. The draft layer shares embedding and head with the
/// model; tied embeddings are kept twice all the same, since the head is INT8.
/// </remarks>
internal static class HbmAccount
{
    private const int CacheByteCount = 2;
    private const int EmbeddingByteCount = 2;
    private const int GateByteCount = 4;

    /// <summary>The fullest die's memory; <see cref="HbmUse.Free"/> is negative where it does not fit.</summary>
    public static HbmUse Of(DecodeSpec spec) =>
        Of(spec, Enumerable.Range(0, spec.Dies).Max(die => WeightsOf(spec, die)), spec.RequestsPerDieMax);

    /// <summary>One die's memory.</summary>
    public static HbmUse Of(DecodeSpec spec, int die) => Of(spec, WeightsOf(spec, die), spec.RequestsOn(die, 0, 1));

    /// <summary>KV blocks that fit a die beside weights and buffers.</summary>
    /// <param name="spec">The instance; its own contexts are not looked at.</param>
    /// <param name="die">The rank.</param>
    public static long KvBlocks(DecodeSpec spec, int die)
    {
        var use = Of(spec, die);
        return Math.Max(0, use.Free + use.Kv) / KvBytesPerRequest(spec with { KvLength = HbmBlocks.Tokens });
    }

    /// <summary>The most requests for each NPU that fit beside the weights; 0 where not even one fits.</summary>
    public static long LargestBatch(DecodeSpec spec)
    {
        var use = Of(spec);
        var perRequest = (use.Kv + use.Buffers) / spec.RequestsPerDieMax;
        var requestsPerDie = Math.Max(0, (spec.Machine.Die.HbmCapacity.Count - use.Weights) / perRequest);
        return requestsPerDie * spec.Machine.DiesPerNpu;
    }

    /// <summary>Bytes of one request's context over all layers.</summary>
    public static long KvBytesPerRequest(DecodeSpec spec) =>
        spec.KvLength * spec.Model.KvBytesPerTokenPerLayer(CacheByteCount).Count * (spec.Model.Layers + spec.MtpLayers);

    private static HbmUse Of(DecodeSpec spec, long weights, int requests)
    {
        var kv = requests * KvBytesPerRequest(spec);
        var buffers = BuffersOf(spec);
        return new HbmUse(weights, kv, buffers, spec.Machine.Die.HbmCapacity.Count - weights - kv - buffers);
    }

    private static long WeightsOf(DecodeSpec spec, int die)
    {
        var model = spec.Model;
        var layers = model.Layers + spec.MtpLayers;
        var shared = spec.Slots.SharedSlotsOn(die);
        var routed = spec.Slots.SlotsOn(die) - shared;
        var experts = (routed + ((long)shared * model.SharedExperts)) * model.ParametersPerExpert * spec.RoutedLayers;
        var gates = model.ParametersPerGate * spec.RoutedLayers * GateByteCount;
        var dense = model.DenseLayers * model.ParametersPerDenseFeedForward;
        var projection = 2L * model.HiddenSize * model.HiddenSize * spec.MtpLayers;
        return (layers * model.ParametersPerAttention) + experts + gates + dense + projection
            + model.ParametersPerEmbedding + (model.ParametersPerEmbedding * EmbeddingByteCount);
    }

    private static long BuffersOf(DecodeSpec spec)
    {
        var row = RowFormat.Of(spec.Model.HiddenSize, spec.Machine);
        var tokens = spec.RequestsPerDieMax * spec.TokensPerRequest;
        var slotsMax = Enumerable.Range(0, spec.Dies).Max(spec.Slots.SlotsOn);
        var rowsPerToken = Math.Min(spec.Model.ExpertsPerToken, slotsMax);
        return (long)spec.Dies * tokens * rowsPerToken * (row.Dispatch + row.Combine).Count;
    }
}
