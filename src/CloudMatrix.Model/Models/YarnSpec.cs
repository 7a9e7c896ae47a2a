namespace CloudMatrix.Model;

/// <summary>YaRN: long wavelengths are stretched by a factor, short ones are kept, those between are mixed.</summary>
/// <param name="Factor">How many times longer the context became, s.</param>
/// <param name="OriginalContext">Context of the first training, in tokens.</param>
/// <param name="BetaFast">Turns within that context from which a wavelength is kept.</param>
/// <param name="BetaSlow">Turns within that context up to which it is stretched whole.</param>
/// <param name="Magnitude">Weight of the magnitude of rotated pairs: <c>mscale</c>.</param>
/// <param name="MagnitudeAllDimensions">Weight of the magnitude of all scores: <c>mscale_all_dim</c>.</param>
/// <remarks>Source: arXiv:2309.00071; DeepSeek-V2's modeling_deepseek.py for both magnitudes.</remarks>
public sealed record YarnSpec(
    double Factor,
    int OriginalContext,
    double BetaFast,
    double BetaSlow,
    double Magnitude,
    double MagnitudeAllDimensions)
{
    private const double LogarithmWeight = 0.1;

    /// <summary>What rotated pairs are multiplied with.</summary>
    public double PairScale => MagnitudeOf(Magnitude) / MagnitudeOf(MagnitudeAllDimensions);

    /// <summary>What attention scores are multiplied with: queries and keys each bear the magnitude once.</summary>
    public double ScoreScale => MagnitudeOf(MagnitudeAllDimensions) * MagnitudeOf(MagnitudeAllDimensions);

    // m(w) = 0.1 · w · ln s + 1; 1 where nothing is stretched.
    private double MagnitudeOf(double weight) =>
        Factor <= 1 ? 1 : (LogarithmWeight * weight * Transcendentals.Log(Factor)) + 1;
}
