namespace CloudMatrix.Simulation;

/// <summary>Names a part of a service: whatever takes messages and keeps a state of its own.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Index">Which of them, from 0.</param>
public readonly record struct PartId(PartKind Kind, int Index)
{
    /// <summary>The global scheduler; there is one.</summary>
    public static PartId Scheduler => new(PartKind.Scheduler, 0);

    /// <summary>The context cache; there is one.</summary>
    public static PartId Cache => new(PartKind.Cache, 0);

    /// <summary>A prefill instance.</summary>
    public static PartId Prefill(int index) => new(PartKind.Prefill, index);

    /// <summary>A decode instance.</summary>
    public static PartId Decode(int index) => new(PartKind.Decode, index);

    /// <summary>E.g. "prefill-3".</summary>
    public override string ToString() => Kind switch
    {
        PartKind.Scheduler => "scheduler",
        PartKind.Cache => "cache",
        PartKind.Prefill => $"prefill-{Index}",
        _ => $"decode-{Index}",
    };
}
