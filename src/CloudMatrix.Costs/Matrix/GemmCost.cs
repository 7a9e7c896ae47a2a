namespace CloudMatrix.Costs;

/// <summary>The cost of a (grouped) matrix product on a die's matrix cores.</summary>
/// <remarks>
/// <code>
/// tiles = Σ over groups (⌈M / 16⌉ · 16 / m) · ⌈N / n⌉    m × n: the output tile; 16: rows of the cube unit's fractal
/// waves = ⌈tiles / cores⌉, or tiles / cores where that is below 1: tiles are then split along K
/// compute = waves · (2 · m · n · K / (e · peak of a core) + tile overhead)
/// memory = Σ over groups (M·K·b + N·K·b + M·N·2)         b: bytes of an operand; results leave as BF16
/// </code>
/// Source: tile 128 × 152 and compulsory traffic: arXiv:2506.12708 table 10; e, tile overhead and launch are fitted to
/// that table (docs/SOURCES.md). A tile with fewer than m rows costs in proportion to its fractals.
/// </remarks>
public static class GemmCost
{
    private const int ResultByteCount = 2;

    /// <summary>The work of the product; none where there are no rows.</summary>
    /// <param name="shape">Its dimensions.</param>
    /// <param name="format">The operands' format.</param>
    /// <param name="share">The cores it runs on.</param>
    public static OperatorWork Work(GemmShape shape, NumberFormat format, DieShare share)
    {
        ArgumentNullException.ThrowIfNull(share);
        return new OperatorWork(ComputeSeconds(shape, format, share), MemoryBytes(shape, format));
    }

    /// <summary>
    /// The work of a product of INT8 operands: the large products of attention and feed-forward layers.
    /// </summary>
    /// <param name="shape">Its dimensions.</param>
    /// <param name="share">The cores it runs on.</param>
    public static OperatorWork QuantisedWork(GemmShape shape, DieShare share) => Work(shape, NumberFormat.I8, share);

    private static double ComputeSeconds(GemmShape shape, NumberFormat format, DieShare share)
    {
        var constants = share.Machine.Operators;
        var tile = constants.GemmTile;
        var rowTiles = shape.Rows.Fractals * (double)RowGroups.FractalRows / tile.Rows;
        var columnTiles = (shape.Columns + tile.Columns - 1) / tile.Columns;
        var tilesPerCore = rowTiles * columnTiles / share.Cores.MatrixCores;
        var waves = tilesPerCore < 1 ? tilesPerCore : Math.Ceiling(tilesPerCore);
        var operationsOfTile = 2.0 * tile.Rows * tile.Columns * shape.Inner;
        var rate = constants.MatrixEfficiency * share.PeakOfOneMatrixCore(format);
        return waves * ((operationsOfTile / rate) + constants.TileOverhead.TotalSeconds);
    }

    private static double MemoryBytes(GemmShape shape, NumberFormat format)
    {
        double rows = shape.Rows.Rows;
        var activations = rows * shape.Inner;
        var weights = (double)shape.Rows.Groups * shape.Columns * shape.Inner;
        return ((activations + weights) * format.ByteCount()) + (rows * shape.Columns * ResultByteCount);
    }
}
