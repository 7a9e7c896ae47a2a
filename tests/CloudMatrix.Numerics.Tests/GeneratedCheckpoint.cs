using System.Text.Json.Nodes;
using CloudMatrix.Model;

namespace CloudMatrix.Numerics.Tests;

/// <summary>
/// A tiny checkpoint with seeded weights, written as model makers do; its weights are also at hand as numbers.
/// </summary>
internal sealed class GeneratedCheckpoint : IDisposable
{
    private const string Layers = "num_hidden_layers";

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, WrittenTensor> _tensors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double[]> _weights = new(StringComparer.Ordinal);

    public GeneratedCheckpoint(params IReadOnlyList<(string Key, JsonNode? Value)> changes)
    {
        Config = JsonNode.Parse(TinyConfig.Text)!.AsObject();
        foreach (var (key, value) in changes)
        {
            Config[key] = value;
        }

        AddModel();
        Save();
    }

    public JsonObject Config { get; }

    public string Folder => _folder.Path;

    public Dictionary<string, WrittenTensor> Tensors => _tensors;

    public ReferenceModel Reference => new(Config, name => _weights[name]);

    public void Save()
    {
        _folder.Write("config.json", Config.ToJsonString());
        _folder.Write("model.safetensors", SafetensorsText.Of(_tensors.Values));
    }

    /// <summary>Writes the tensors by turns into two files and an index.</summary>
    public void SaveSharded()
    {
        var files = _tensors.Values.Index().GroupBy(pair => $"model-0000{(pair.Index % 2) + 1}-of-00002.safetensors");
        var map = new JsonObject();
        foreach (var file in files)
        {
            _folder.Write(file.Key, SafetensorsText.Of(file.Select(pair => pair.Item)));
            foreach (var (_, tensor) in file)
            {
                map[tensor.Name] = file.Key;
            }
        }

        File.Delete(_folder.PathOf("model.safetensors"));
        _folder.Write("model.safetensors.index.json", new JsonObject { ["weight_map"] = map }.ToJsonString());
    }

    /// <summary>Replaces a tensor, and what the reference computes with.</summary>
    public void Replace(WrittenTensor tensor, float[] numbers)
    {
        _tensors[tensor.Name] = tensor;
        _weights[tensor.Name] = [.. numbers.Select(number => (double)number)];
    }

    /// <summary>The numbers of a tensor.</summary>
    public float[] NumbersOf(string name) => [.. _weights[name].Select(number => (float)number)];

    public void Dispose() => _folder.Dispose();

    private void AddModel()
    {
        Matrix("model.embed_tokens", Int("vocab_size"), Int("hidden_size"), 1);
        for (var layer = 0; layer < Int(Layers); layer++)
        {
            AddLayer(layer);
        }

        for (var layer = Int(Layers); layer < Int(Layers) + Int("num_nextn_predict_layers"); layer++)
        {
            AddMtpLayer(layer);
        }

        Norm("model.norm", Int("hidden_size"));
        if (Config["tie_word_embeddings"]!.GetValue<bool>())
        {
            return;
        }

        Matrix("lm_head", Int("vocab_size"), Int("hidden_size"), 1);
    }

    private void AddMtpLayer(int layer)
    {
        var (name, hidden) = ($"model.layers.{layer}", Int("hidden_size"));
        AddLayer(layer);
        Matrix($"{name}.embed_tokens", Int("vocab_size"), hidden, 1);
        Norm($"{name}.enorm", hidden);
        Norm($"{name}.hnorm", hidden);
        Matrix($"{name}.eh_proj", hidden, 2 * hidden, 1);
        Norm($"{name}.shared_head.norm", hidden);
        Matrix($"{name}.shared_head.head", Int("vocab_size"), hidden, 1);
    }

    private void AddLayer(int layer)
    {
        var (name, hidden) = ($"model.layers.{layer}", Int("hidden_size"));
        AddAttention($"{name}.self_attn", hidden);
        Norm($"{name}.input_layernorm", hidden);
        Norm($"{name}.post_attention_layernorm", hidden);
        if (layer < Int("first_k_dense_replace") || layer % Int("moe_layer_freq") != 0)
        {
            AddFeedForward($"{name}.mlp", Int("intermediate_size"));
            return;
        }

        Matrix($"{name}.mlp.gate", Int("n_routed_experts"), hidden, 3);
        if (Config["topk_method"]!.GetValue<string>() == "noaux_tc")
        {
            var bias = Seeded.Numbers(Int("n_routed_experts"), name).Select(number => number / 1000).ToArray();
            Add(WrittenTensor.F32($"{name}.mlp.gate.e_score_correction_bias", [bias.Length], bias), bias);
        }

        for (var expert = 0; expert < Int("n_routed_experts"); expert++)
        {
            AddFeedForward($"{name}.mlp.experts.{expert}", Int("moe_intermediate_size"));
        }

        if (Int("n_shared_experts") > 0)
        {
            AddFeedForward($"{name}.mlp.shared_experts", Int("moe_intermediate_size") * Int("n_shared_experts"));
        }
    }

    private void AddAttention(string name, int hidden)
    {
        var (nope, rope, value) = (Int("qk_nope_head_dim"), Int("qk_rope_head_dim"), Int("v_head_dim"));
        var (heads, rank) = (Int("num_attention_heads"), Int("kv_lora_rank"));
        if (Config["q_lora_rank"] is { } queryRank)
        {
            Matrix($"{name}.q_a_proj", queryRank.GetValue<int>(), hidden, 1);
            Norm($"{name}.q_a_layernorm", queryRank.GetValue<int>());
            Matrix($"{name}.q_b_proj", heads * (nope + rope), queryRank.GetValue<int>(), 2);
        }
        else
        {
            Matrix($"{name}.q_proj", heads * (nope + rope), hidden, 2);
        }

        Matrix($"{name}.kv_a_proj_with_mqa", rank + rope, hidden, 1);
        Norm($"{name}.kv_a_layernorm", rank);
        Matrix($"{name}.kv_b_proj", heads * (nope + value), rank, 2);
        Matrix($"{name}.o_proj", hidden, heads * value, 1);
    }

    private void AddFeedForward(string name, int inner)
    {
        Matrix($"{name}.gate_proj", inner, Int("hidden_size"), 1);
        Matrix($"{name}.up_proj", inner, Int("hidden_size"), 1);
        Matrix($"{name}.down_proj", Int("hidden_size"), inner, 1);
    }

    private void Matrix(string name, int rows, int columns, double spread) =>
        AddBf16($"{name}.weight", [rows, columns], normal => normal * spread / Math.Sqrt(columns));

    private void Norm(string name, int width) => AddBf16($"{name}.weight", [width], normal => 1 + (normal / 4));

    private void AddBf16(string name, long[] shape, Func<double, double> scale)
    {
        var stream = SeededStream.Derive(3, name);
        var numbers = new float[shape.Aggregate((product, size) => product * size)];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = (float)scale(stream.NextNormal());
        }

        BFloat16.Round(numbers);
        Add(WrittenTensor.Bf16(name, shape, numbers), numbers);
    }

    private void Add(WrittenTensor tensor, float[] numbers) => Replace(tensor, numbers);

    private int Int(string key) => Config[key]!.GetValue<int>();
}
