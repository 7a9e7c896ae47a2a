using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>What each stage of one microbatch takes on a die; the same in every layer and step.</summary>
/// <param name="Requests">Requests of the microbatch.</param>
/// <param name="Tokens">Tokens that they feed: 1 + drafted each.</param>
internal sealed record StageTimes(int Requests, int Tokens)
{
    /// <summary>Projections before attention, on stream 0.</summary>
    public VirtualDuration MlaProlog { get; private init; }

    /// <summary>Attention over the cache, on stream 0.</summary>
    public VirtualDuration Attention { get; private init; }

    /// <summary>The projection after attention, on stream 0.</summary>
    public VirtualDuration OutputProjection { get; private init; }

    /// <summary>The gate, on stream 1.</summary>
    public VirtualDuration Gate { get; private init; }

    /// <summary>A dense layer's feed-forward network, on stream 1.</summary>
    public VirtualDuration DenseFeedForward { get; private init; }

    /// <summary>The entry of a multi-token-prediction layer, on stream 0.</summary>
    public VirtualDuration MtpProjection { get; private init; }

    /// <summary>Prices the stages.</summary>
    /// <param name="spec">Model and tokens per request.</param>
    /// <param name="load">The microbatch on this die.</param>
    /// <param name="streams">The cores of the two streams.</param>
    public static StageTimes Of(DecodeSpec spec, MicrobatchLoad load, StreamShares streams)
    {
        var model = spec.Model;
        var batch = new AttentionBatch(load.Requests, spec.TokensPerRequest, load.KvTokens);
        var tokens = batch.Tokens;
        return new StageTimes(load.Requests, tokens)
        {
            MlaProlog = MlaPrologCost.Time(model, tokens, streams.Attention),
            Attention = FusedAttentionCost.Time(model, batch, streams.Attention),
            OutputProjection = OutputProjectionCost.Time(model, tokens, streams.Attention),
            Gate = GateCost.Time(model, tokens, streams.Experts),
            DenseFeedForward = FeedForwardCost.DenseTime(model, tokens, streams.Experts),
            MtpProjection = MtpProjectionCost.Time(model, tokens, streams.Attention),
        };
    }
}
