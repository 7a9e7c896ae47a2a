namespace CloudMatrix.Model;

/// <summary>How a gate chooses experts by their scores.</summary>
public enum GateChoice
{
    /// <summary>The best of all, whatever their group: <c>greedy</c>, DeepSeek-V2-Lite.</summary>
    Greedy,

    /// <summary>The best of the groups with the best expert: <c>group_limited_greedy</c>, DeepSeek-V2.</summary>
    GroupLimited,

    /// <summary>
    /// The best of the groups with the best pair, by scores to which a bias is added for the choice alone:
    /// <c>noaux_tc</c>, DeepSeek-V3.
    /// </summary>
    BiasCorrected,
}
