using System.Text.Json.Nodes;

namespace CloudMatrix.Numerics.Tests;

/// <summary>Rotary positions as DeepSeek-V2's modeling_deepseek.py has them: pairs are parted, then turned.</summary>
internal sealed class ReferenceRotary(JsonNode config)
{
    private readonly JsonNode? _yarn = config["rope_scaling"];
    private readonly int _width = config["qk_rope_head_dim"]!.GetValue<int>();
    private readonly double _theta = config["rope_theta"]!.GetValue<double>();

    public double[] Rotate(double[] pairs, int position)
    {
        var half = _width / 2;
        double[] parted = [.. pairs.Where((_, i) => i % 2 == 0), .. pairs.Where((_, i) => i % 2 == 1)];
        double[] turned = [.. parted[half..].Select(number => -number), .. parted[..half]];
        var scale = _yarn is null ? 1 : Magnitude("mscale") / Magnitude("mscale_all_dim");
        return [.. parted.Zip(turned, (x, y) => (x, y)).Select((pair, i) =>
        {
            var angle = position * Frequency(i % half);
            return ((pair.x * Math.Cos(angle)) + (pair.y * Math.Sin(angle))) * scale;
        })];
    }

    public double ScoreScale(int headWidth)
    {
        var magnitude = _yarn is null || Yarn("mscale_all_dim") == 0 ? 1 : Magnitude("mscale_all_dim");
        return magnitude * magnitude / Math.Sqrt(headWidth);
    }

    private double Frequency(int pair)
    {
        var kept = 1 / Math.Pow(_theta, 2.0 * pair / _width);
        if (_yarn is null)
        {
            return kept;
        }

        var low = Math.Max(Math.Floor(Dimension(Yarn("beta_fast"))), 0);
        var high = Math.Min(Math.Ceiling(Dimension(Yarn("beta_slow"))), _width - 1);
        high = low == high ? high + 0.001 : high;
        var mask = 1 - Math.Clamp((pair - low) / (high - low), 0, 1);
        return (kept / Yarn("factor") * (1 - mask)) + (kept * mask);
    }

    private double Dimension(double turns) =>
        _width * Math.Log(Yarn("original_max_position_embeddings") / (turns * 2 * Math.PI)) / (2 * Math.Log(_theta));

    private double Magnitude(string key) =>
        Yarn("factor") <= 1 ? 1 : (0.1 * Yarn(key) * Math.Log(Yarn("factor"))) + 1;

    private double Yarn(string key) => _yarn![key]!.GetValue<double>();
}
