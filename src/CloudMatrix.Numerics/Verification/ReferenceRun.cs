using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Numerics;

/// <summary>
/// What another implementation computed for a checkpoint in float32: <c>reference.safetensors</c> beside it. The first
/// tokens of each text are one prefill, the others are fed one at a time.
/// </summary>
/// <remarks>
/// <code>
/// tokens                       I64 [texts, prompt + decoded]
/// logits                       F32 [texts, 1 + decoded, vocabulary]   after the prefill, and after each fed token
/// greedy                       I64 [texts, decoded]                   what the prompt continues with
/// prefill.layerN.topk_indices  I64 [texts, prompt, choices]           experts of layer N
/// prefill.layerN.topk_weights  F32 [texts, prompt, choices]           their gate weights
/// </code>
/// </remarks>
public sealed class ReferenceRun : IDisposable
{
    private readonly SafetensorsFile _file;
    private readonly CheckpointTensor _tokens;
    private readonly CheckpointTensor _greedy;
    private readonly CheckpointTensor _logits;
    private readonly ImmutableDictionary<int, RoutingReference> _routing;

    private ReferenceRun(SafetensorsFile file, ReferenceTensors tensors, DeepSeekSpec spec)
    {
        var tokens = tensors.FindOf("tokens", TensorFormat.I64, dimensions: 2);
        var greedy = tensors.FindOf("greedy", TensorFormat.I64, dimensions: 2);
        tensors.ThrowIfAny();
        (_file, _tokens, _greedy) = (file, tokens!, greedy!);
        Check(tensors, spec.Shape);
        tensors.ThrowIfAny();
        _logits = tensors.Find(
            "logits", TensorFormat.F32, Sequences, 1 + Decoded, spec.Shape.VocabularySize)!;
        _routing = Enumerable.Range(0, spec.Shape.Layers)
            .Where(spec.HasExperts)
            .ToImmutableDictionary(layer => layer, layer => FindRouting(tensors, layer, spec.Shape.ExpertsPerToken));
        tensors.ThrowIfAny();
    }

    /// <summary>Texts.</summary>
    public int Sequences => (int)_tokens.Shape[0];

    /// <summary>Tokens of each text's prefill.</summary>
    public int Prompt => (int)_tokens.Shape[1] - Decoded;

    /// <summary>Tokens of each text that are fed one at a time.</summary>
    public int Decoded => (int)_greedy.Shape[1];

    /// <summary>Reads the reference of a checkpoint.</summary>
    /// <param name="folder">The checkpoint's.</param>
    /// <param name="spec">Its model.</param>
    /// <exception cref="ConfigurationException">
    /// It is missing or corrupt, or does not belong to such a model; names the tensors.
    /// </exception>
    public static ReferenceRun Open(string folder, DeepSeekSpec spec)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(spec);
        var path = Path.Combine(folder, CheckpointFiles.Reference);
        var file = SafetensorsFile.Open(path);
        try
        {
            return new ReferenceRun(file, new ReferenceTensors(file, path), spec);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>All tokens of a text.</summary>
    public ImmutableArray<int> TokensOf(int sequence) => RowOf(_tokens, sequence);

    /// <summary>What a text's prompt continues with.</summary>
    public ImmutableArray<int> GreedyOf(int sequence) => RowOf(_greedy, sequence);

    /// <summary>Logits of a text [vocabulary].</summary>
    /// <param name="sequence">The text.</param>
    /// <param name="step">0: after the prefill; i: after the i-th token that was fed.</param>
    public ReadOnlySpan<float> LogitsOf(int sequence, int step)
    {
        var vocabulary = (int)_logits.Shape[2];
        return _logits.Read<float>((((long)sequence * (1 + Decoded)) + step) * vocabulary, vocabulary);
    }

    /// <summary>Unmaps the file.</summary>
    public void Dispose() => _file.Dispose();

    /// <summary>Experts that the prefill of a text chose in a layer [prompt, choices].</summary>
    internal ReadOnlySpan<long> ExpertsOf(int sequence, int layer) => PartOf<long>(_routing[layer].Experts, sequence);

    /// <summary>Their gate weights [prompt, choices].</summary>
    internal ReadOnlySpan<float> WeightsOf(int sequence, int layer) => PartOf<float>(_routing[layer].Weights, sequence);

    private static ImmutableArray<int> RowOf(CheckpointTensor tensor, int row) =>
        [.. PartOf<long>(tensor, row).ToArray().Select(token => (int)token)];

    private static ReadOnlySpan<T> PartOf<T>(CheckpointTensor tensor, int first)
        where T : unmanaged
    {
        var count = (int)(tensor.Count / tensor.Shape[0]);
        return tensor.Read<T>((long)first * count, count);
    }

    private void Check(ReferenceTensors tensors, ModelShape shape)
    {
        var (texts, length) = (_tokens.Shape[0], _tokens.Shape[1]);
        if (texts == 0 || _greedy.Shape[0] != texts || _greedy.Shape[1] >= length)
        {
            tensors.Fault("greedy", $"is {_greedy.Description}, which leaves no prompt of {_tokens.Description}");
        }

        if (length > shape.MaxContext)
        {
            tensors.Fault("tokens", $"{length} positions are beyond max_position_embeddings ({shape.MaxContext})");
        }

        CheckRange(tensors, "tokens", _tokens, shape.VocabularySize);
        CheckRange(tensors, "greedy", _greedy, shape.VocabularySize);
    }

    private static void CheckRange(ReferenceTensors tensors, string name, CheckpointTensor tensor, int vocabulary)
    {
        var tokens = tensor.ReadAll<long>();
        for (var i = 0; i < tokens.Length; i++)
        {
            if (tokens[i] < 0 || tokens[i] >= vocabulary)
            {
                var (row, column) = Math.DivRem(i, (int)tensor.Shape[1]);
                tensors.Fault(
                    name, $"token {tokens[i]} at [{row}, {column}] is out of range 0 to {vocabulary - 1} (vocab_size)");
            }
        }
    }

    private RoutingReference FindRouting(ReferenceTensors tensors, int layer, int choices) => new(
        tensors.Find($"prefill.layer{layer}.topk_indices", TensorFormat.I64, Sequences, Prompt, choices)!,
        tensors.Find($"prefill.layer{layer}.topk_weights", TensorFormat.F32, Sequences, Prompt, choices)!);
}
