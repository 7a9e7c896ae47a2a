using System.Numerics.Tensors;
using CloudMatrix.Model;

namespace CloudMatrix.Numerics;

/// <summary>
/// One layer: h += attention(norm(h)); h += feed-forward(norm(h)), where the feed-forward part is dense or a mixture of
/// experts. The parts can be run apart, where experts are elsewhere.
/// </summary>
public sealed class DecoderLayer
{
    private readonly int _index;
    private readonly int _cacheLayer;
    private readonly int _hidden;
    private readonly Precision _precision;
    private readonly RmsNorm _attentionNorm;
    private readonly MlaAttention _attention;
    private readonly RmsNorm _feedForwardNorm;

    private DecoderLayer(DeepSeekSpec spec, (int Index, int CacheLayer) place, WeightReader weights)
    {
        var name = NameOf(place.Index);
        (_index, _cacheLayer) = place;
        _hidden = spec.Shape.HiddenSize;
        _precision = weights.Precision;
        _attentionNorm = weights.Norm($"{name}.input_layernorm", _hidden, spec.NormEpsilon);
        _attention = MlaAttention.Load(spec, $"{name}.self_attn", weights);
        _feedForwardNorm = weights.Norm($"{name}.post_attention_layernorm", _hidden, spec.NormEpsilon);
        if (spec.HasExperts(place.Index))
        {
            Experts = MixtureOfExperts.Load(spec, $"{name}.mlp", weights);
        }
        else
        {
            Dense = FeedForward.Load(
                ($"{name}.mlp", $"{name}.mlp"), (_hidden, spec.Shape.DenseIntermediateSize), weights);
        }
    }

    /// <summary>The feed-forward network of a dense layer; null where there are experts.</summary>
    public FeedForward? Dense { get; }

    /// <summary>The experts of the layer; null where it is dense.</summary>
    public MixtureOfExperts? Experts { get; }

    /// <summary>h += attention(norm(h)); the step's rows enter the caches of their sequences.</summary>
    /// <param name="batch">Whose rows they are.</param>
    /// <param name="hidden">h [rows, hidden].</param>
    public void Attend(TokenBatch batch, Span<float> hidden)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentOutOfRangeException.ThrowIfNotEqual(hidden.Length, batch.Rows * _hidden);
        using var normed = RentedRows<float>.Rent(batch.Rows, _hidden);
        using var attended = RentedRows<float>.Rent(batch.Rows, _hidden);
        _attentionNorm.Run(hidden, normed.All);
        _attention.Run(batch, _cacheLayer, normed.All, attended.All);
        Add(attended.All, hidden);
    }

    /// <summary>What gate and experts, or the dense network, are handed.</summary>
    /// <param name="hidden">h [rows, hidden], after attention.</param>
    /// <param name="normed">norm(h) [rows, hidden].</param>
    public void NormForFeedForward(ReadOnlySpan<float> hidden, Span<float> normed) =>
        _feedForwardNorm.Run(hidden, normed);

    /// <summary>h += what the feed-forward part answered.</summary>
    /// <param name="answers">[rows, hidden].</param>
    /// <param name="hidden">h [rows, hidden].</param>
    public void Add(ReadOnlySpan<float> answers, Span<float> hidden)
    {
        TensorPrimitives.Add(hidden, answers, hidden);
        _precision.Round(hidden);
    }

    /// <summary>All parts in one place.</summary>
    /// <param name="batch">Whose rows they are.</param>
    /// <param name="hidden">h [rows, hidden].</param>
    /// <param name="observer">Sees the gate's choices, if the layer has a gate.</param>
    public void Run(TokenBatch batch, Span<float> hidden, RoutingObserver? observer = null)
    {
        Attend(batch, hidden);
        using var normed = RentedRows<float>.Rent(batch.Rows, _hidden);
        using var answers = RentedRows<float>.Rent(batch.Rows, _hidden);
        NormForFeedForward(hidden, normed.All);
        if (Experts is null)
        {
            Dense!.Run(normed.All, answers.All);
        }
        else
        {
            var choices = new ExpertChoice[batch.Rows * Experts.Gate.ChoicesPerRow];
            Experts.Run(normed.All, choices, answers.All);
            observer?.Invoke(_index, choices);
        }

        Add(answers.All, hidden);
    }

    /// <summary>A layer's name in the checkpoint.</summary>
    internal static string NameOf(int layer) => $"model.layers.{layer}";

    /// <summary>Finds the weights of one layer.</summary>
    /// <param name="spec">The model.</param>
    /// <param name="place">Its index in the checkpoint, and in the caches of sequences.</param>
    /// <param name="weights">Takes faults.</param>
    internal static DecoderLayer Load(DeepSeekSpec spec, (int Index, int CacheLayer) place, WeightReader weights) =>
        new(spec, place, weights);
}
