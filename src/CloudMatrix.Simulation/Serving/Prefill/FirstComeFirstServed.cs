namespace CloudMatrix.Simulation;

/// <summary>Prompts are computed in the order in which they arrived.</summary>
internal sealed class FirstComeFirstServed : IPromptOrder
{
    /// <inheritdoc/>
    public long RankOf(PrefillTask task) => 0;
}
