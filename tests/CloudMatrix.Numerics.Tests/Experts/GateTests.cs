using System.Text.Json.Nodes;

namespace CloudMatrix.Numerics.Tests;

public sealed class GateTests
{
    [Fact]
    public void Choose_Bias_DecidesTheChoiceAndNotTheWeight()
    {
        var choices = Choose(
            [0, 0, 0, 0], [0.1f, 0.9f, 0.5f, 0], ("norm_topk_prob", false), ("routed_scaling_factor", 2.0));

        Assert.Equal([(1, 1f), (2, 1f)], choices);
    }

    [Fact]
    public void Choose_EqualScores_TakesTheLowerIndex() =>
        Assert.Equal([(0, 0.5f), (1, 0.5f)], Choose([3, 3, 3, 3], [0, 0, 0, 0], ("routed_scaling_factor", 1.0)));

    [Fact]
    public void Choose_Groups_AreJudgedByTheirBestPair()
    {
        // The best expert is in the first group, the best pair in the second.
        var choices = Choose(
            [0, 0, 0, 0], [0.9f, 0, 0.6f, 0.5f], ("n_group", 2), ("topk_group", 1), ("routed_scaling_factor", 1.0));

        Assert.Equal([2, 3], choices.Select(choice => choice.Expert));
    }

    [Fact]
    public void Choose_NegativeBias_StillKeepsToTheGroups()
    {
        var choices = Choose(
            [0, 0, 0, 0], [-3, -4, -1, -2], ("n_group", 2), ("topk_group", 1), ("routed_scaling_factor", 1.0));

        Assert.Equal([2, 3], choices.Select(choice => choice.Expert));
    }

    private static List<(int Expert, float Weight)> Choose(
        float[] products, float[] bias, params (string Key, JsonNode? Value)[] changes)
    {
        using var checkpoint = new GeneratedCheckpoint(
        [
            ("model_type", "deepseek_v3"), ("scoring_func", "sigmoid"), ("topk_method", "noaux_tc"),
            ("n_routed_experts", 4), ("num_experts_per_tok", 2), ("norm_topk_prob", true), .. changes,
        ]);
        const string gate = "model.layers.1.mlp.gate";
        var weights = new float[4 * 40];
        for (var expert = 0; expert < products.Length; expert++)
        {
            weights[expert * 40] = products[expert];
        }

        checkpoint.Replace(WrittenTensor.F32($"{gate}.weight", [4, 40], weights), weights);
        checkpoint.Replace(WrittenTensor.F32($"{gate}.e_score_correction_bias", [4], bias), bias);
        checkpoint.Save();
        using var model = DeepSeekModel.Load(checkpoint.Folder);
        var row = new float[40];
        row[0] = 1;
        var choices = new ExpertChoice[2];
        model.Layers[1].Experts!.Gate.Choose(row, choices);
        return [.. choices.Select(choice => (choice.Expert.Index, choice.Weight))];
    }
}
