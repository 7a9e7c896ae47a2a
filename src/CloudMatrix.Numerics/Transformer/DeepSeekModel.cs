using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Numerics;

/// <summary>
/// A model of the DeepSeek-V2 and V3 architecture with its weights, which stay mapped. It is read alone: all that
/// changes is in the sequences' caches.
/// </summary>
public sealed class DeepSeekModel : IDisposable
{
    private readonly Checkpoint _checkpoint;
    private readonly Embedding _embedding;
    private readonly OutputHead _head;

    private DeepSeekModel(DeepSeekSpec spec, Checkpoint checkpoint, WeightReader weights)
    {
        var shape = spec.Shape;
        _checkpoint = checkpoint;
        Spec = spec;
        _embedding = new Embedding(ModelWeights.Embedding(spec, weights));
        Layers =
        [
            .. Enumerable.Range(0, shape.Layers).Select(layer => DecoderLayer.Load(spec, (layer, layer), weights)),
        ];
        MtpLayers =
        [
            .. Enumerable.Range(shape.Layers, shape.MtpLayers)
                .Where(layer => weights.HasAny($"{DecoderLayer.NameOf(layer)}."))
                .Select(layer => MtpLayer.Load(spec, layer, weights)),
        ];
        _head = new OutputHead(
            weights.Norm("model.norm", shape.HiddenSize, spec.NormEpsilon), ModelWeights.Head(spec, weights));
    }

    /// <summary>What the model is.</summary>
    public DeepSeekSpec Spec { get; }

    /// <summary>Its layers, without those for multi-token prediction.</summary>
    public ImmutableArray<DecoderLayer> Layers { get; }

    /// <summary>Its layers for multi-token prediction: those of its configuration that the checkpoint has.</summary>
    public ImmutableArray<MtpLayer> MtpLayers { get; }

    /// <summary>Bytes of the checkpoint, all of them mapped.</summary>
    public Bytes MappedSize => _checkpoint.Size;

    /// <summary>Loads <c>config.json</c> and the weights of a folder.</summary>
    /// <param name="folder">A checkpoint in the Hugging Face layout.</param>
    /// <param name="precision">What activations are rounded to.</param>
    /// <exception cref="ConfigurationException">
    /// The model is of another architecture, or a tensor is missing or of the wrong shape; holds all faults.
    /// </exception>
    public static DeepSeekModel Load(string folder, Precision precision = Precision.Fp32)
    {
        var spec = DeepSeekSpecReader.FromFolder(folder);
        var checkpoint = Checkpoint.Open(folder);
        try
        {
            var weights = new WeightReader(checkpoint, precision);
            var model = new DeepSeekModel(spec, checkpoint, weights);
            weights.ThrowIfAny();
            return model;
        }
        catch
        {
            checkpoint.Dispose();
            throw;
        }
    }

    /// <summary>Room for the context of sequences.</summary>
    /// <param name="capacity">Blocks that may be used at a time.</param>
    public KvBlockPool NewPool(int capacity) => new(Layers.Length, Spec.Attention.KvElementsPerToken, capacity);

    /// <summary>An empty cache for one sequence.</summary>
    /// <param name="pool">One of <see cref="NewPool"/>; null for one of its own, as large as the model's context.</param>
    public SequenceCache NewSequence(KvBlockPool? pool = null) => new(
        pool ?? NewPool(KvBlockPool.BlocksFor(Spec.Shape.MaxContext)),
        Spec.Attention.KvElementsPerToken,
        Spec.Shape.MaxContext);

    /// <summary>The embeddings of a step's tokens: what the first layer is handed.</summary>
    /// <param name="batch">The tokens.</param>
    /// <param name="hidden">[rows, hidden].</param>
    /// <exception cref="ConfigurationException">A token is not of the vocabulary.</exception>
    public void Embed(TokenBatch batch, Span<float> hidden)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var width = Spec.Shape.HiddenSize;
        for (var row = 0; row < batch.Rows; row++)
        {
            _embedding.Run([batch[row].Token], hidden.Slice(row * width, width));
        }
    }

    /// <summary>One step through all layers, in one place; the sequences' caches then hold its tokens.</summary>
    /// <param name="batch">The tokens.</param>
    /// <param name="hidden">[rows, hidden]: takes the last hidden states, before the final norm.</param>
    /// <param name="observer">Sees every gate's choices.</param>
    /// <exception cref="ConfigurationException">A token is not of the vocabulary.</exception>
    public void Run(TokenBatch batch, Span<float> hidden, RoutingObserver? observer = null)
    {
        Embed(batch, hidden);
        foreach (var layer in Layers)
        {
            layer.Run(batch, hidden, observer);
        }

        batch.Commit();
    }

    /// <summary>Logits of the tokens after those of the rows.</summary>
    /// <param name="hidden">Last hidden states [rows, hidden], before the final norm.</param>
    /// <param name="logits">[rows, vocabulary].</param>
    public void Logits(ReadOnlySpan<float> hidden, Span<float> logits) => _head.Run(hidden, logits);

    /// <summary>Unmaps the weights; the model cannot be run any more.</summary>
    public void Dispose() => _checkpoint.Dispose();
}
