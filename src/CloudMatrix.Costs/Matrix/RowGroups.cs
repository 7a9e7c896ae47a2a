namespace CloudMatrix.Costs;

/// <summary>
/// The rows of a grouped product whose groups differ in size: one group for each expert slot of a die.
/// </summary>
/// <param name="Groups">Groups that have rows.</param>
/// <param name="Rows">Rows over all groups.</param>
/// <param name="Fractals">Runs of 16 rows over all groups, each group's last one filled up.</param>
public readonly record struct RowGroups(int Groups, int Rows, int Fractals)
{
    /// <summary>Rows that the matrix cores take at a time (the cube unit's fractal).</summary>
    public const int FractalRows = 16;

    /// <summary>A number of groups of the same size.</summary>
    public static RowGroups Equal(int groups, int rows) =>
        rows == 0 ? default : new RowGroups(groups, groups * rows, groups * FractalsOf(rows));

    /// <summary>These groups and one more; a group without rows adds nothing, since its weights are not read.</summary>
    public RowGroups With(int rows) =>
        rows == 0 ? this : new RowGroups(Groups + 1, Rows + rows, Fractals + FractalsOf(rows));

    private static int FractalsOf(int rows) => (rows + FractalRows - 1) / FractalRows;
}
