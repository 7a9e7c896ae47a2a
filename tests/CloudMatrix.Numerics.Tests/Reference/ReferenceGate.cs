using System.Text.Json.Nodes;

namespace CloudMatrix.Numerics.Tests;

/// <summary>The gate as DeepSeek's modeling files of V2 and V3 have it, by sorting.</summary>
internal sealed class ReferenceGate(JsonNode config)
{
    private readonly string _method = config["topk_method"]!.GetValue<string>();

    public (int[] Experts, double[] Weights) Choose(double[] products, double[]? bias)
    {
        var scores = config["scoring_func"]!.GetValue<string>() == "softmax"
            ? Softmax(products)
            : [.. products.Select(product => 1 / (1 + Math.Exp(-product)))];
        var biased = bias is null ? scores : [.. scores.Zip(bias, (score, extra) => score + extra)];
        var open = _method == "greedy" ? Enumerable.Range(0, scores.Length) : OfBestGroups(biased);
        var experts = open.OrderByDescending(expert => biased[expert]).Take(Int("num_experts_per_tok")).ToArray();
        return (experts, Weigh([.. experts.Select(expert => scores[expert])]));
    }

    public static double[] Softmax(double[] scores)
    {
        var powers = scores.Select(score => Math.Exp(score - scores.Max())).ToArray();
        return [.. powers.Select(power => power / powers.Sum())];
    }

    private IEnumerable<int> OfBestGroups(double[] biased)
    {
        var size = biased.Length / Int("n_group");
        var counted = _method == "noaux_tc" ? 2 : 1;
        return biased.Chunk(size)
            .Select((group, index) => (index, score: group.OrderDescending().Take(counted).Sum()))
            .OrderByDescending(group => group.score)
            .Take(Int("topk_group"))
            .SelectMany(group => Enumerable.Range(group.index * size, size))
            .Order();
    }

    private double[] Weigh(double[] weights)
    {
        var factor = config["routed_scaling_factor"]!.GetValue<double>();
        if (!config["norm_topk_prob"]!.GetValue<bool>())
        {
            return [.. weights.Select(weight => weight * factor)];
        }

        var shares = weights.Select(weight => weight / weights.Sum()).ToArray();
        var isV3 = config["scoring_func"]!.GetValue<string>() == "sigmoid";
        return isV3 ? [.. shares.Select(share => share * factor)] : shares;
    }

    private int Int(string key) => config[key]!.GetValue<int>();
}
