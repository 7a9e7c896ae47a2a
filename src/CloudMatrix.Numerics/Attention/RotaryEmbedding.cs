using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Numerics;

/// <summary>
/// Turns neighbouring numbers (0, 1), (2, 3), … by an angle each: position · f[i], f[i] = θ^(−2i/d), and with YaRN
/// f[i] · (m[i] + (1 − m[i]) / s), m[i] being the share in which a wavelength is kept.
/// </summary>
/// <remarks>
/// Source: arXiv:2104.09864; arXiv:2309.00071 §3.2. Frequencies and angles are rounded to float32 where DeepSeek's
/// modeling_deepseek.py does, because at long contexts that rounding is what one sees.
/// </remarks>
internal sealed class RotaryEmbedding
{
    // Keeps the ramp finite where both its ends are one dimension.
    private const double LeastRamp = 0.001;

    private readonly ImmutableArray<float> _frequencies;
    private readonly float _scale;

    /// <summary>Rotary positions of one model.</summary>
    /// <param name="spec">Wavelengths.</param>
    /// <param name="width">Numbers that are turned, d.</param>
    public RotaryEmbedding(RotarySpec spec, int width)
    {
        _frequencies = [.. Enumerable.Range(0, width / 2).Select(i => FrequencyOf(i, spec, width))];
        _scale = (float)(spec.Yarn?.PairScale ?? 1);
    }

    /// <summary>Numbers that <see cref="Turn"/> writes.</summary>
    public int TurnWidth => 2 * _frequencies.Length;

    /// <summary>Cosine and sine of each pair's angle at a position.</summary>
    public void Turn(int position, Span<float> turn)
    {
        for (var i = 0; i < _frequencies.Length; i++)
        {
            var (sin, cos) = MathF.SinCos(position * _frequencies[i]);
            turn[2 * i] = cos * _scale;
            turn[(2 * i) + 1] = sin * _scale;
        }
    }

    /// <summary>Turns pairs in place.</summary>
    /// <param name="pairs">[d].</param>
    /// <param name="turn">As <see cref="Turn"/> wrote it.</param>
    public static void Rotate(Span<float> pairs, ReadOnlySpan<float> turn)
    {
        for (var i = 0; i < pairs.Length; i += 2)
        {
            var (x, y, cos, sin) = (pairs[i], pairs[i + 1], turn[i], turn[i + 1]);
            pairs[i] = (x * cos) - (y * sin);
            pairs[i + 1] = (x * sin) + (y * cos);
        }
    }

    private static float FrequencyOf(int pair, RotarySpec spec, int width)
    {
        var frequency = 1 / (float)Math.Pow(spec.Theta, 2f * pair / width);
        if (spec.Yarn is not { } yarn)
        {
            return frequency;
        }

        var kept = (float)(1 - RampOf(pair, yarn, (spec.Theta, width)));
        return (frequency / (float)yarn.Factor * (1 - kept)) + (frequency * kept);
    }

    // From 0 at the dimension that turns β_fast times within the original context to 1 at that of β_slow.
    private static double RampOf(int pair, YarnSpec yarn, (double Theta, int Width) wave)
    {
        var low = Math.Max(Math.Floor(DimensionOf(yarn.BetaFast)), 0);
        var high = Math.Min(Math.Ceiling(DimensionOf(yarn.BetaSlow)), wave.Width - 1);
        return Math.Clamp((pair - low) / Math.Max(high - low, LeastRamp), 0, 1);

        double DimensionOf(double turns) =>
            wave.Width * Math.Log(yarn.OriginalContext / (turns * 2 * Math.PI)) / (2 * Math.Log(wave.Theta));
    }
}
