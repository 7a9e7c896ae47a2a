using System.Text.Json.Nodes;

namespace CloudMatrix.Numerics.Tests;

/// <summary>
/// The architecture restated for reading, in double precision: no cache, no absorption, every position anew, halves of
/// rotary pairs apart. Shares nothing with the product but the names of weights and of the configuration's fields.
/// </summary>
internal sealed class ReferenceModel(JsonNode config, Func<string, double[]> weightOf)
{
    private readonly ReferenceGate _gate = new(config);
    private readonly ReferenceRotary _rotary = new(config);

    /// <summary>Experts of each token, by layer.</summary>
    public Dictionary<int, List<int[]>> Routing { get; } = [];

    private int Hidden => Int("hidden_size");

    /// <summary>Hidden states after the last layer [tokens][hidden].</summary>
    public double[][] HiddenOf(int[] tokens)
    {
        var rows = tokens.Select(token => Embedding("model.embed_tokens.weight", token)).ToArray();
        for (var layer = 0; layer < Int("num_hidden_layers"); layer++)
        {
            rows = Layer(layer, rows);
        }

        return rows;
    }

    /// <summary>Logits of every position.</summary>
    public double[][] LogitsOf(int[] tokens)
    {
        var head = config["tie_word_embeddings"]?.GetValue<bool>() == true ? "model.embed_tokens" : "lm_head";
        return [.. HiddenOf(tokens).Select(row => Linear(head, Norm("model.norm", row)))];
    }

    /// <summary>Logits of the layer for multi-token prediction, of every position but the last.</summary>
    public double[][] DraftsOf(int[] tokens)
    {
        var layer = Int("num_hidden_layers");
        var name = $"model.layers.{layer}";
        var joined = HiddenOf(tokens).SkipLast(1).Select((row, i) => Linear($"{name}.eh_proj",
        [
            .. Norm($"{name}.enorm", Embedding($"{name}.embed_tokens.weight", tokens[i + 1])),
            .. Norm($"{name}.hnorm", row),
        ]));
        return
        [
            .. Layer(layer, [.. joined])
                .Select(row => Linear($"{name}.shared_head.head", Norm($"{name}.shared_head.norm", row))),
        ];
    }

    private double[][] Layer(int layer, double[][] rows)
    {
        var name = $"model.layers.{layer}";
        var attended = Attention($"{name}.self_attn", [.. rows.Select(row => Norm($"{name}.input_layernorm", row))]);
        rows = [.. rows.Zip(attended, Add)];
        var isSparse = layer >= Int("first_k_dense_replace") && layer % Int("moe_layer_freq") == 0;
        return
        [
            .. rows.Select(row =>
            {
                var normed = Norm($"{name}.post_attention_layernorm", row);
                return Add(row, isSparse ? Experts(layer, normed) : FeedForward($"{name}.mlp", normed));
            }),
        ];
    }

    private double[][] Attention(string name, double[][] rows)
    {
        var (nope, rope, value) = (Int("qk_nope_head_dim"), Int("qk_rope_head_dim"), Int("v_head_dim"));
        var (heads, rank) = (Int("num_attention_heads"), Int("kv_lora_rank"));
        var queries = rows.Select(row => config["q_lora_rank"] is null
            ? Linear($"{name}.q_proj", row)
            : Linear($"{name}.q_b_proj", Norm($"{name}.q_a_layernorm", Linear($"{name}.q_a_proj", row)))).ToArray();
        var downs = rows.Select(row => Linear($"{name}.kv_a_proj_with_mqa", row)).ToArray();
        var ups = downs.Select(down =>
            Linear($"{name}.kv_b_proj", Norm($"{name}.kv_a_layernorm", down[..rank]))).ToArray();
        var ropes = downs.Select((down, position) => _rotary.Rotate(down[rank..], position)).ToArray();
        return [.. rows.Select((_, position) =>
        {
            var values = Enumerable.Range(0, heads).SelectMany(head =>
            {
                var query = queries[position][(head * (nope + rope))..((head + 1) * (nope + rope))];
                double[] turned = [.. query[..nope], .. _rotary.Rotate(query[nope..], position)];
                var up = ups.Take(position + 1)
                    .Select(row => row[(head * (nope + value))..((head + 1) * (nope + value))]).ToArray();
                var scores = up.Select((row, seen) =>
                    Dot(turned, [.. row[..nope], .. ropes[seen]]) * _rotary.ScoreScale(nope + rope)).ToArray();
                var shares = ReferenceGate.Softmax(scores);
                return Enumerable.Range(nope, value).Select(i => up.Select((row, seen) => shares[seen] * row[i]).Sum());
            });
            return Linear($"{name}.o_proj", [.. values]);
        })];
    }

    private double[] Experts(int layer, double[] row)
    {
        var name = $"model.layers.{layer}.mlp";
        var bias = config["topk_method"]!.GetValue<string>() == "noaux_tc"
            ? weightOf($"{name}.gate.e_score_correction_bias")
            : null;
        var (experts, weights) = _gate.Choose(Linear($"{name}.gate", row), bias);
        Routing.TryAdd(layer, []);
        Routing[layer].Add(experts);
        var sum = new double[Hidden];
        foreach (var (expert, weight) in experts.Zip(weights))
        {
            sum = Add(sum, [.. FeedForward($"{name}.experts.{expert}", row).Select(number => number * weight)]);
        }

        return Int("n_shared_experts") > 0 ? Add(sum, FeedForward($"{name}.shared_experts", row)) : sum;
    }

    private double[] FeedForward(string name, double[] row)
    {
        var (gate, up) = (Linear($"{name}.gate_proj", row), Linear($"{name}.up_proj", row));
        return Linear($"{name}.down_proj", [.. gate.Zip(up, (g, u) => g / (1 + Math.Exp(-g)) * u)]);
    }

    private double[] Embedding(string name, int token) => weightOf(name)[(token * Hidden)..((token + 1) * Hidden)];

    private double[] Linear(string name, double[] row) =>
        [.. weightOf($"{name}.weight").Chunk(row.Length).Select(weights => Dot(weights, row))];

    private double[] Norm(string name, double[] row)
    {
        var root = Math.Sqrt((row.Sum(number => number * number) / row.Length) + 1e-6);
        return [.. row.Zip(weightOf($"{name}.weight"), (number, weight) => number / root * weight)];
    }

    private int Int(string key) => config[key]!.GetValue<int>();

    private static double Dot(double[] left, double[] right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    private static double[] Add(double[] left, double[] right) => [.. left.Zip(right, (x, y) => x + y)];
}
