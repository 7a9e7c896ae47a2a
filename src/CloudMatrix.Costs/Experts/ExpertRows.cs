namespace CloudMatrix.Costs;

/// <summary>Rows that arrived at the expert slots of one die.</summary>
/// <param name="Routed">At slots that hold routed experts.</param>
/// <param name="Shared">At slots that hold a copy of the shared expert.</param>
public readonly record struct ExpertRows(RowGroups Routed, RowGroups Shared)
{
    /// <summary>Rows at all slots.</summary>
    public int Total => Routed.Rows + Shared.Rows;
}
