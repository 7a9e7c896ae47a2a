using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Numerics;

/// <summary>
/// A model of the DeepSeek-V2 and V3 architecture with its weights, which stay mapped. It is read alone: all that
/// changes is in the sequences' caches.
/// </summary>
public sealed class DeepSeekModel : IDisposable
{
    private readonly Embedding _embedding;
    private readonly OutputHead _head;
    private DirectoryInfo? _temporary;

    private DeepSeekModel(DeepSeekSpec spec, Checkpoint checkpoint, WeightReader weights)
    {
        var shape = spec.Shape;
        Checkpoint = checkpoint;
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

    /// <summary>Layers for multi-token prediction that the configuration names and the checkpoint lacks.</summary>
    public int MtpLayersMissing => Spec.Shape.MtpLayers - MtpLayers.Length;

    /// <summary>Bytes of the checkpoint, all of them mapped.</summary>
    public Bytes MappedSize => Checkpoint.Size;

    /// <summary>The weights.</summary>
    internal Checkpoint Checkpoint { get; }

    /// <summary>Where weights lie that were rounded to be loaded; null where they are read as they are.</summary>
    internal string? TemporaryFolder => _temporary?.FullName;

    /// <summary>
    /// Loads <c>config.json</c> and the weights of a folder. In 8 bits, weights that are floats are rounded first, into
    /// a temporary folder that is gone when the model is disposed; what is rounded already is computed as it is.
    /// </summary>
    /// <param name="folder">A checkpoint in the Hugging Face layout.</param>
    /// <param name="precision">What activations are rounded to; in 8 bits, what products are computed in too.</param>
    /// <param name="parts">Which parts of the scheme round weights that are floats.</param>
    /// <exception cref="ConfigurationException">
    /// The model is of another architecture, or a tensor is missing or of the wrong shape; holds all faults.
    /// </exception>
    public static DeepSeekModel Load(
        string folder, Precision precision = Precision.Fp32, QuantizationParts parts = QuantizationParts.All)
    {
        var spec = DeepSeekSpecReader.FromFolder(folder);
        var isRounded = spec.Quantization == WeightQuantization.Int8;
        if (isRounded && precision != Precision.Int8)
        {
            throw new ConfigurationException(
                [$"{folder}: its weights are rounded to 8 bits; it is computed in int8 and not in another precision"]);
        }

        return precision == Precision.Int8 && !isRounded
            ? LoadRounded(folder, spec, parts)
            : Open(folder, spec, checkpoint => new WeightReader(checkpoint, precision));
    }

    /// <summary>Room for the context of sequences.</summary>
    /// <param name="capacity">Blocks that may be used at a time.</param>
    public KvBlockPool NewPool(int capacity) => new(Layers.Length, Spec.Attention.KvElementsPerToken, capacity);

    /// <summary>An empty cache for one sequence.</summary>
    /// <param name="pool">One of <see cref="NewPool"/>; null for one of its own, for the whole context.</param>
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
    public void Dispose()
    {
        Checkpoint.Dispose();
        _temporary?.Delete(recursive: true);
        _temporary = null;
    }

    /// <summary>Loads a model whose weights are floats, to be rounded after what it computes.</summary>
    /// <param name="folder">A checkpoint in the Hugging Face layout.</param>
    /// <param name="observer">Stands between linear layers and what they multiply with.</param>
    /// <exception cref="ConfigurationException">It cannot be loaded, or is rounded already.</exception>
    internal static DeepSeekModel LoadObserved(string folder, ILinearObserver observer)
    {
        var spec = DeepSeekSpecReader.FromFolder(folder);
        return spec.Quantization == WeightQuantization.Int8
            ? throw new ConfigurationException([$"{folder}: its weights are rounded to 8 bits already"])
            : Open(folder, spec, checkpoint => new WeightReader(checkpoint, Precision.Bf16, observer));
    }

    private static DeepSeekModel LoadRounded(string folder, DeepSeekSpec spec, QuantizationParts parts)
    {
        var temporary = Directory.CreateTempSubdirectory("cloudmatrix-int8-");
        try
        {
            using (var quantizer = new CheckpointQuantizer(folder, parts))
            {
                quantizer.Write(temporary.FullName);
            }

            var model = Open(
                temporary.FullName, spec, checkpoint => new WeightReader(checkpoint, Precision.Int8));
            model._temporary = temporary;
            return model;
        }
        catch
        {
            temporary.Delete(recursive: true);
            throw;
        }
    }

    private static DeepSeekModel Open(string folder, DeepSeekSpec spec, Func<Checkpoint, WeightReader> read)
    {
        var checkpoint = Checkpoint.Open(folder);
        try
        {
            var weights = read(checkpoint);
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
}
