namespace CloudMatrix.Model;

/// <summary>The dimensions of a mixture-of-experts model: all that its cost depends on.</summary>
/// <remarks>
/// Parameter counts are those of the matrices; normalisation weights and biases, less than one in ten thousand, are
/// left out. An expert, like a dense layer's feed-forward network, is three matrices: gate, up and down.
/// </remarks>
public sealed record ModelShape
{
    private const int MatricesOfFeedForward = 3;

    /// <summary>What people call it: the configuration's own name, or that of its file.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>Transformer layers, without those for multi-token prediction.</summary>
    public required int Layers { get; init; }

    /// <summary>The first layers, which have a dense feed-forward network instead of experts.</summary>
    public required int DenseLayers { get; init; }

    /// <summary>Layers after the last that predict further tokens; 0 where the model has none.</summary>
    public required int MtpLayers { get; init; }

    /// <summary>Width of the model.</summary>
    public required int HiddenSize { get; init; }

    /// <summary>Inner width of a dense layer's feed-forward network.</summary>
    public required int DenseIntermediateSize { get; init; }

    /// <summary>Inner width of one expert.</summary>
    public required int MoeIntermediateSize { get; init; }

    /// <summary>Experts that the gate chooses from, in each layer that has any.</summary>
    public required int RoutedExperts { get; init; }

    /// <summary>Routed experts that a token goes to.</summary>
    public required int ExpertsPerToken { get; init; }

    /// <summary>
    /// Experts that every token goes to, computed as one of that many times the inner width; 0 where there is none.
    /// </summary>
    public required int SharedExperts { get; init; }

    /// <summary>Groups of equal size that routed experts form; 1 where the model has none.</summary>
    public required int ExpertGroups { get; init; }

    /// <summary>Groups that a token's experts may come from.</summary>
    public required int GroupsPerToken { get; init; }

    /// <summary>Tokens of the vocabulary.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>Longest context, in tokens.</summary>
    public required int MaxContext { get; init; }

    /// <summary>Whether the output head is the embedding.</summary>
    public required bool TiedEmbeddings { get; init; }

    /// <summary>Attention of every layer.</summary>
    public required IAttentionShape Attention { get; init; }

    /// <summary>Layers that have experts, without those for multi-token prediction.</summary>
    public int MoeLayers => Layers - DenseLayers;

    /// <summary>Parameters of one layer's attention.</summary>
    public long ParametersPerAttention => Attention.Parameters(HiddenSize);

    /// <summary>Parameters of a dense layer's feed-forward network.</summary>
    public long ParametersPerDenseFeedForward => FeedForwardParameters(DenseIntermediateSize);

    /// <summary>Parameters of one routed expert, or of one of the shared experts.</summary>
    public long ParametersPerExpert => FeedForwardParameters(MoeIntermediateSize);

    /// <summary>Parameters of one layer's gate: [hidden, experts].</summary>
    public long ParametersPerGate => (long)HiddenSize * RoutedExperts;

    /// <summary>Parameters of the embedding, and as many of the output head: [vocabulary, hidden].</summary>
    public long ParametersPerEmbedding => (long)VocabularySize * HiddenSize;

    /// <summary>
    /// Parameters of one multi-token-prediction layer: the projection [2·hidden, hidden] and a layer with experts.
    /// Embedding and head are the model's own.
    /// </summary>
    public long ParametersPerMtpLayer =>
        (2L * HiddenSize * HiddenSize) + MoeLayerParameters(RoutedExperts + SharedExperts);

    /// <summary>All parameters, without the layers for multi-token prediction, as model makers state them.</summary>
    public long TotalParameters =>
        LayerParameters(RoutedExperts + SharedExperts) + (ParametersPerEmbedding * (TiedEmbeddings ? 1 : 2));

    /// <summary>
    /// Parameters that one token is multiplied with: chosen and shared experts and the head, but not the embedding, of
    /// which it is one row.
    /// </summary>
    public long ActiveParameters => LayerParameters(ExpertsPerToken + SharedExperts) + ParametersPerEmbedding;

    /// <summary>Cache that one token takes in one layer.</summary>
    /// <param name="bytesPerElement">Bytes of one cached number: 2 for bfloat16.</param>
    public Bytes KvBytesPerTokenPerLayer(int bytesPerElement) =>
        new((long)Attention.KvElementsPerToken * bytesPerElement);

    private long LayerParameters(int expertsPerLayer) =>
        (DenseLayers * (ParametersPerAttention + ParametersPerDenseFeedForward))
        + (MoeLayers * MoeLayerParameters(expertsPerLayer));

    private long MoeLayerParameters(int experts) =>
        ParametersPerAttention + ParametersPerGate + (experts * ParametersPerExpert);

    private long FeedForwardParameters(int intermediateSize) =>
        (long)MatricesOfFeedForward * HiddenSize * intermediateSize;
}
