using CloudMatrix.Model;

namespace CloudMatrix.Numerics;

/// <summary>
/// A layer for multi-token prediction: from the last hidden state of a token (before the final norm) and the token
/// after it, the logits of the second token after it.
/// </summary>
/// <remarks>
/// h' = layer(eh_proj · [enorm(embed(next)) | hnorm(h)]), logits = head · norm(h'). A row takes the position of the
/// token that its h belongs to. Source: arXiv:2412.19437 §2.2; the order of the halves is that of published weights.
/// </remarks>
public sealed class MtpLayer
{
    private readonly DeepSeekSpec _spec;
    private readonly Embedding _embedding;
    private readonly RmsNorm _embeddingNorm;
    private readonly RmsNorm _hiddenNorm;
    private readonly Linear _projection;
    private readonly DecoderLayer _layer;
    private readonly OutputHead _head;

    private MtpLayer(DeepSeekSpec spec, int index, WeightReader weights)
    {
        var (name, hidden) = (DecoderLayer.NameOf(index), spec.Shape.HiddenSize);
        _spec = spec;
        _embedding = new Embedding(ModelWeights.Embedding(spec, weights, $"{name}.embed_tokens.weight"));
        _embeddingNorm = weights.Norm($"{name}.enorm", hidden, spec.NormEpsilon);
        _hiddenNorm = weights.Norm($"{name}.hnorm", hidden, spec.NormEpsilon);
        _projection = weights.Linear($"{name}.eh_proj", hidden, 2 * hidden);
        _layer = DecoderLayer.Load(spec, (index, 0), weights);
        _head = new OutputHead(
            weights.Norm($"{name}.shared_head.norm", hidden, spec.NormEpsilon),
            ModelWeights.Head(spec, weights, $"{name}.shared_head.head.weight"));
    }

    /// <summary>Room for what this layer keeps of sequences.</summary>
    /// <param name="capacity">Blocks that may be used at a time.</param>
    public KvBlockPool NewPool(int capacity) => new(1, _spec.Attention.KvElementsPerToken, capacity);

    /// <summary>An empty cache for what this layer keeps of a sequence.</summary>
    /// <param name="pool">One of <see cref="NewPool"/>; null for one of its own, for the whole context.</param>
    public SequenceCache NewSequence(KvBlockPool? pool = null) => new(
        pool ?? NewPool(KvBlockPool.BlocksFor(_spec.Shape.MaxContext)),
        _spec.Attention.KvElementsPerToken,
        _spec.Shape.MaxContext);

    /// <summary>The layer that the joined rows go through.</summary>
    public DecoderLayer Layer => _layer;

    /// <summary>Drafts, in one place.</summary>
    /// <param name="next">Of each row, the token after that of its h; in caches of <see cref="NewSequence"/>.</param>
    /// <param name="hidden">h [rows, hidden], before the final norm; replaced by h'.</param>
    /// <param name="observer">Sees the gate's choices.</param>
    public void Run(TokenBatch next, Span<float> hidden, RoutingObserver? observer = null)
    {
        Project(next, hidden);
        _layer.Run(next, hidden, observer);
        next.Commit();
    }

    /// <summary>Joins hidden states and the tokens after them: what the layer is handed.</summary>
    /// <param name="next">Of each row, the token after that of its h.</param>
    /// <param name="hidden">h [rows, hidden], before the final norm; replaced by what the layer is handed.</param>
    public void Project(TokenBatch next, Span<float> hidden)
    {
        ArgumentNullException.ThrowIfNull(next);
        var width = _spec.Shape.HiddenSize;
        ArgumentOutOfRangeException.ThrowIfNotEqual(hidden.Length, next.Rows * width);
        using var joined = RentedRows<float>.Rent(next.Rows, 2 * width);
        for (var row = 0; row < next.Rows; row++)
        {
            var embedded = joined[row][..width];
            _embedding.Run([next[row].Token], embedded);
            _embeddingNorm.Run(embedded, embedded);
            _hiddenNorm.Run(hidden.Slice(row * width, width), joined[row][width..]);
        }

        _projection.Run(joined.All, hidden);
    }

    /// <summary>Logits of the second token after that of the row.</summary>
    /// <param name="hidden">h' [rows, hidden].</param>
    /// <param name="logits">[rows, vocabulary].</param>
    public void Logits(ReadOnlySpan<float> hidden, Span<float> logits) => _head.Run(hidden, logits);

    /// <summary>Finds the weights of one such layer.</summary>
    internal static MtpLayer Load(DeepSeekSpec spec, int index, WeightReader weights) => new(spec, index, weights);
}
