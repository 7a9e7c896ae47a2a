using CloudMatrix.Model;

namespace CloudMatrix.Numerics;

/// <summary>
/// Which channels of a model are made to tower over the others: a few of what each norm, each up projection and each
/// head's values give are multiplied with a power of two, and what is multiplied with them divided by it. The model
/// computes the same, to the bit in float32, and is hard to round.
/// </summary>
internal sealed class ChannelOutliers
{
    private const string Purpose = "outliers";
    private const int OneOf = 32;
    private const float Least = 32;
    private const int Doublings = 3;

    private readonly Dictionary<string, float[]> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, float[]> _columns = new(StringComparer.Ordinal);

    /// <summary>Draws the channels of a model; the same ones for the same dimensions.</summary>
    public ChannelOutliers(DeepSeekSpec spec, Func<string, bool> has)
    {
        var layers = spec.Shape.Layers + spec.Shape.MtpLayers;
        for (var layer = 0; layer < layers; layer++)
        {
            var name = DecoderLayer.NameOf(layer);
            AddAttention($"{name}.self_attn", $"{name}.input_layernorm", spec);
            AddFeedForward(name, spec.HasExperts(layer), spec.Shape);
            if (has($"{name}.eh_proj.weight"))
            {
                AddProjection(name, spec.Shape.HiddenSize);
            }
        }
    }

    /// <summary>What a tensor's rows and columns are multiplied with; null where they stay.</summary>
    public (float[]? Rows, float[]? Columns) Of(string tensor) =>
        (_rows.GetValueOrDefault(tensor), _columns.GetValueOrDefault(tensor));

    private static float[] Inverse(float[] factors) => [.. factors.Select(factor => 1 / factor)];

    private static float[] Draw(string name, int width)
    {
        var stream = SeededStream.Derive(0, $"{Purpose}/{name}", width);
        var factors = new float[width];
        Array.Fill(factors, 1);
        for (var i = 0; i < Math.Max(1, width / OneOf); i++)
        {
            factors[stream.NextBelow((uint)width)] = Least * (1 << (int)stream.NextBelow(Doublings));
        }

        return factors;
    }

    private void AddAttention(string name, string norm, DeepSeekSpec spec)
    {
        var shape = spec.Attention;
        var input = Norm(norm, spec.Shape.HiddenSize);
        Columns($"{name}.q_a_proj", input);
        Columns($"{name}.q_proj", input);
        Columns($"{name}.kv_a_proj_with_mqa", input);
        if (shape.QLoraRank is { } rank)
        {
            Columns($"{name}.q_b_proj", Norm($"{name}.q_a_layernorm", rank));
        }

        var values = Draw($"{name}.o_proj", shape.Heads * shape.ValueHeadDim);
        Columns($"{name}.o_proj", values);
        _rows[$"{name}.kv_b_proj.weight"] =
        [
            .. values.Chunk(shape.ValueHeadDim)
                .SelectMany(head => Enumerable.Repeat(1f, shape.NopeHeadDim).Concat(head)),
        ];
    }

    private void AddFeedForward(string layer, bool hasExperts, ModelShape shape)
    {
        var input = Norm($"{layer}.post_attention_layernorm", shape.HiddenSize);
        if (!hasExperts)
        {
            AddNetwork($"{layer}.mlp", input, shape.DenseIntermediateSize);
            return;
        }

        Columns($"{layer}.mlp.gate", input);
        AddNetwork($"{layer}.mlp.shared_experts", input, shape.MoeIntermediateSize * shape.SharedExperts);
        for (var expert = 0; expert < shape.RoutedExperts; expert++)
        {
            AddNetwork($"{layer}.mlp.experts.{expert}", input, shape.MoeIntermediateSize);
        }
    }

    private void AddNetwork(string name, float[] input, int inner)
    {
        if (inner == 0)
        {
            return;
        }

        var middle = Draw($"{name}.down_proj", inner);
        Columns($"{name}.gate_proj", input);
        Columns($"{name}.up_proj", input);
        _rows[$"{name}.up_proj.weight"] = middle;
        Columns($"{name}.down_proj", middle);
    }

    private void AddProjection(string layer, int hidden) => Columns(
        $"{layer}.eh_proj", [.. Norm($"{layer}.enorm", hidden), .. Norm($"{layer}.hnorm", hidden)]);

    private float[] Norm(string name, int width)
    {
        var factors = Draw(name, width);
        _columns[$"{name}.weight"] = factors;
        return factors;
    }

    private void Columns(string name, float[] factors) => _columns[$"{name}.weight"] = Inverse(factors);
}
