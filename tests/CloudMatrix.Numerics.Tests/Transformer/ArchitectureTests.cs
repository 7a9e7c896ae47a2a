using System.Text.Json.Nodes;
using CloudMatrix.Model;

namespace CloudMatrix.Numerics.Tests;

/// <summary>Generated checkpoints of each kind against the restatement in Reference/.</summary>
public sealed class ArchitectureTests
{
    private const int Prompt = 30;
    private const double Tolerance = 2e-5;

    private static readonly int[] Tokens = [.. RandomTokens(Prompt + 12, vocabulary: 61)];

    public static TheoryData<string, string> Kinds => new()
    {
        { "V2-Lite", "{}" },
        { "V2", """
            {"q_lora_rank": 24, "topk_method": "group_limited_greedy", "n_group": 4, "topk_group": 2,
             "routed_scaling_factor": 4.0}
            """ },
        { "V2 with weights that sum to 1", """{"norm_topk_prob": true, "routed_scaling_factor": 4.0}""" },
        { "V3", """
            {"model_type": "deepseek_v3", "q_lora_rank": 24, "topk_method": "noaux_tc", "scoring_func": "sigmoid",
             "n_group": 4, "topk_group": 2, "norm_topk_prob": true, "routed_scaling_factor": 2.5,
             "n_shared_experts": 1}
            """ },
        { "Kimi-K2, without groups", """
            {"model_type": "kimi_k2", "q_lora_rank": 24, "topk_method": "noaux_tc", "scoring_func": "sigmoid",
             "norm_topk_prob": true, "routed_scaling_factor": 2.8}
            """ },
        { "experts in every other layer, none shared, tied", """
            {"num_hidden_layers": 4, "moe_layer_freq": 2, "n_shared_experts": 0, "tie_word_embeddings": true}
            """ },
        { "no dense layer, no stretching", """{"first_k_dense_replace": 0, "rope_scaling": null}""" },
        { "different magnitudes", """
            {"rope_scaling": {"type": "yarn", "factor": 8.0, "original_max_position_embeddings": 16, "beta_fast": 4.0,
             "beta_slow": 1.0, "mscale": 1.0, "mscale_all_dim": 0.5}}
            """ },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Run_PrefillThenDecode_AgreesWithTheReference(string kind, string changes)
    {
        using var checkpoint = Generate(changes);
        using var model = DeepSeekModel.Load(checkpoint.Folder);
        var reference = checkpoint.Reference;
        var expected = reference.LogitsOf(Tokens);
        var cache = model.NewSequence();
        var routing = new List<(int Layer, int[] Experts)>();

        var logits = model.Feed(
            AttentionForm.Expanded,
            [new SequenceTokens(cache, [.. Tokens[..Prompt]])],
            (layer, choices) => routing.Add((layer, [.. choices.ToArray().Select(choice => choice.Expert.Index)])))
            .ToList();
        foreach (var token in Tokens[Prompt..])
        {
            logits.AddRange(model.Feed(AttentionForm.Absorbed, cache, token));
        }

        AssertClose(kind, expected, logits);
        Assert.All(routing, seen => Assert.Equal(
            reference.Routing[seen.Layer].Take(Prompt).SelectMany(experts => experts), seen.Experts));
        Assert.True(routing.SelectMany(seen => seen.Experts).Distinct().Count() > 6, "the gate chose too few experts");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void RunMtp_PrefillThenDecode_AgreesWithTheReference(bool isPrefill)
    {
        using var checkpoint = Generate("""{"num_nextn_predict_layers": 1}""");
        using var model = DeepSeekModel.Load(checkpoint.Folder);
        var mtp = Assert.Single(model.MtpLayers);
        var expected = checkpoint.Reference.DraftsOf(Tokens);
        var (cache, drafts) = (model.NewSequence(), mtp.NewSequence());
        var hidden = new float[Tokens.Length * model.Spec.Shape.HiddenSize];
        model.Run(new TokenBatch(AttentionForm.Expanded, new SequenceTokens(cache, [.. Tokens])), hidden);

        var width = model.Spec.Shape.HiddenSize;
        var logits = new List<float[]>();
        for (var first = 0; first < Tokens.Length - 1;)
        {
            var count = isPrefill && first == 0 ? Prompt : 1;
            var rows = hidden.AsSpan(first * width, count * width);
            var next = new SequenceTokens(drafts, [.. Tokens[(first + 1)..(first + count + 1)]]);
            mtp.Run(new TokenBatch(count > 1 ? AttentionForm.Expanded : AttentionForm.Absorbed, next), rows);
            var draft = new float[count * model.Spec.Shape.VocabularySize];
            mtp.Logits(rows, draft);
            logits.AddRange(draft.Chunk(model.Spec.Shape.VocabularySize));
            first += count;
        }

        AssertClose("MTP", expected, logits);
    }

    [Fact]
    public void Load_MtpLayerThatTheCheckpointLacks_IsLeftOut()
    {
        using var checkpoint = Generate("{}");
        checkpoint.Config["num_nextn_predict_layers"] = 1;
        checkpoint.Save();

        using var model = DeepSeekModel.Load(checkpoint.Folder);

        Assert.Empty(model.MtpLayers);
        Assert.Equal(1, model.MtpLayersMissing);
    }

    [Fact]
    public void Run_OtherFormatsOfTheSameWeights_GiveTheSameBits()
    {
        using var checkpoint = Generate("{}");
        var expected = LogitsOf(checkpoint);
        foreach (var tensor in checkpoint.Tensors.Values.Where(tensor => tensor.Format == "BF16").ToList())
        {
            var numbers = checkpoint.NumbersOf(tensor.Name);
            checkpoint.Replace(WrittenTensor.F32(tensor.Name, tensor.Shape, numbers), numbers);
        }

        checkpoint.SaveSharded();

        Assert.Equal(expected, LogitsOf(checkpoint));
    }

    private static float[][] LogitsOf(GeneratedCheckpoint checkpoint)
    {
        using var model = DeepSeekModel.Load(checkpoint.Folder);
        return model.Feed(AttentionForm.Expanded, model.NewSequence(), [.. Tokens]);
    }

    private static GeneratedCheckpoint Generate(string changes) =>
        new([.. JsonNode.Parse(changes)!.AsObject().Select(change => (change.Key, change.Value?.DeepClone()))]);

    private static void AssertClose(string kind, double[][] expected, List<float[]> actual)
    {
        Assert.Equal(expected.Length, actual.Count);
        var scale = expected.Max(row => row.Max(Math.Abs));
        var error = expected.Zip(actual).Max(rows =>
            rows.First.Zip(rows.Second).Max(pair => Math.Abs(pair.First - pair.Second)));
        Assert.True(scale > 1, $"{kind}: logits up to {scale} are trivial");
        Assert.True(error <= Tolerance * scale, $"{kind}: {error} off, with logits up to {scale}");
    }

    private static IEnumerable<int> RandomTokens(int count, uint vocabulary)
    {
        var stream = SeededStream.Derive(5, "tokens");
        for (var i = 0; i < count; i++)
        {
            yield return (int)stream.NextBelow(vocabulary);
        }
    }
}
