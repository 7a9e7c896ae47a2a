namespace CloudMatrix.Model;

/// <summary>A die by its place in a serving instance.</summary>
/// <param name="Index">0 to dies of the instance − 1.</param>
public readonly record struct RankId(int Index)
{
    /// <summary>E.g. "rank-17".</summary>
    public override string ToString() => $"rank-{Index}";
}
