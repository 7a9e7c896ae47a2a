using CloudMatrix.Costs;

namespace CloudMatrix.Simulation;

/// <summary>A prompt's part in a batch.</summary>
/// <param name="Work">The prompt.</param>
/// <param name="Found">What of it was cached.</param>
/// <param name="Computed">Tokens that earlier batches have computed.</param>
/// <param name="New">Tokens that this one computes.</param>
internal readonly record struct BatchedPrompt(PrefillTask Work, PrefixFind Found, int Computed, int New)
{
    /// <summary>Cached tokens that are used: the last is always computed, since the next follows from it.</summary>
    public int Cached => Math.Min(Found.Hit.Tokens, Work.Tokens - 1);

    /// <summary>Tokens that are left after this batch.</summary>
    public int Left => Work.Tokens - Cached - Computed - New;

    /// <summary>What the instance computes.</summary>
    public PrefillSequence Sequence => new(New, Cached + Computed);

    /// <summary>The prompt's part in the next batch.</summary>
    /// <param name="newTokens">Tokens that it computes.</param>
    public BatchedPrompt Next(int newTokens) => this with { Computed = Computed + New, New = newTokens };
}
