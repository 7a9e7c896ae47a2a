namespace CloudMatrix.Simulation;

/// <summary>A policy: which of the prompts that wait for an instance is computed first.</summary>
internal interface IPromptOrder
{
    /// <summary>The least comes first; requests that arrived earlier come first among equals.</summary>
    long RankOf(PrefillTask task);
}
