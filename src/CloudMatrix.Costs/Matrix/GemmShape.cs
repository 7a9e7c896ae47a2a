namespace CloudMatrix.Costs;

/// <summary>A (grouped) matrix product: in each group [rows, inner] × [inner, columns] → [rows, columns].</summary>
/// <param name="Rows">M of each group: tokens.</param>
/// <param name="Columns">N: output features, 1 or more.</param>
/// <param name="Inner">K: input features, 1 or more.</param>
public readonly record struct GemmShape(RowGroups Rows, int Columns, int Inner)
{
    /// <summary>Multiplications and additions: 2 · ΣM · N · K.</summary>
    public double Operations => 2.0 * Rows.Rows * Columns * Inner;

    /// <summary>One product of two matrices.</summary>
    /// <param name="rows">M: tokens, 0 or more.</param>
    /// <param name="columns">N: output features.</param>
    /// <param name="inner">K: input features.</param>
    public static GemmShape Of(int rows, int columns, int inner) => new(RowGroups.Equal(1, rows), columns, inner);
}
