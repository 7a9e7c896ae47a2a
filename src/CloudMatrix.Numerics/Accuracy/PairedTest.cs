namespace CloudMatrix.Numerics;

/// <summary>Two ways to compute a model, compared on the same questions.</summary>
/// <param name="Baseline">The other way.</param>
/// <param name="OnlyBaselineRight">Questions that only the other way answers rightly.</param>
/// <param name="OnlyThisRight">Questions that only this way answers rightly.</param>
/// <param name="PValue">
/// How likely a difference at least as large is if neither is better (McNemar's exact test).
/// </param>
/// <param name="Difference">Mean over tasks of this accuracy less the other.</param>
/// <param name="SameTokens">Share of answers' tokens for which both have the same best token.</param>
/// <remarks>Source: McNemar, Psychometrika 12 (1947); exact, two-sided.</remarks>
public sealed record PairedTest(
    string Baseline, int OnlyBaselineRight, int OnlyThisRight, double PValue, Share Difference, double SameTokens)
{
    /// <summary>Twice the chance of as few heads as the rarer of two outcomes had, at most 1.</summary>
    internal static double PValueOf(int one, int other)
    {
        var (count, fewest) = (one + other, Math.Min(one, other));
        var (chance, logOfTerm) = (0.0, -count * Math.Log(2));
        for (var heads = 0; heads <= fewest; heads++)
        {
            chance += Math.Exp(logOfTerm);
            logOfTerm += Math.Log((double)(count - heads) / (heads + 1));
        }

        return Math.Min(1, 2 * chance);
    }
}
