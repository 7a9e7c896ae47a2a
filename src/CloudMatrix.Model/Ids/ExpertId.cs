namespace CloudMatrix.Model;

/// <summary>A routed expert of the model, in any layer.</summary>
/// <param name="Index">0 to routed experts − 1.</param>
public readonly record struct ExpertId(int Index)
{
    /// <summary>E.g. "expert-17".</summary>
    public override string ToString() => $"expert-{Index}";
}
