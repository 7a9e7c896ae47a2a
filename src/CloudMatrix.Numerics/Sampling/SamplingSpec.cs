namespace CloudMatrix.Numerics;

/// <summary>How the next token is chosen from logits.</summary>
/// <param name="Temperature">What logits are divided by; 0 takes the best token.</param>
/// <param name="TopP">Share of the distribution, likeliest first, that is drawn from: above 0, at most 1.</param>
/// <param name="Seed">Of all draws.</param>
public sealed record SamplingSpec(double Temperature, double TopP, ulong Seed)
{
    /// <summary>The best token, always.</summary>
    public static SamplingSpec Greedy { get; } = new(Temperature: 0, TopP: 1, Seed: 0);
}
