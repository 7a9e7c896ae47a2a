namespace CloudMatrix.Simulation;

/// <summary>
/// Short prompts are computed before long ones: the mean wait is the least, and the longest wait for a gap.
/// </summary>
internal sealed class ShortestFirst : IPromptOrder
{
    /// <inheritdoc/>
    public long RankOf(PrefillTask task) => task.Tokens;
}
