namespace CloudMatrix.Model;

/// <summary>What operators reach of a die's peaks, and what they cost besides.</summary>
/// <remarks>The source of each constant is in docs/SOURCES.md.</remarks>
public sealed record OperatorConstants
{
    /// <summary>Memory bandwidth that operators reach.</summary>
    public required BytesPerSecond HbmAchieved { get; init; }

    /// <summary>Share of its peak that a matrix core reaches inside a tile.</summary>
    public required double MatrixEfficiency { get; init; }

    /// <summary>The output tile of a matrix product.</summary>
    public required GemmTileSpec GemmTile { get; init; }

    /// <summary>Time between one tile and the next.</summary>
    public required VirtualDuration TileOverhead { get; init; }

    /// <summary>Time from the start of an operator to the start of its first tile.</summary>
    public required VirtualDuration OperatorLaunch { get; init; }

    /// <summary>Share of the bfloat16 peak that the attention kernel reaches alone on the die.</summary>
    public required double AttentionUtilization { get; init; }

    /// <summary>Share of the bfloat16 peak that the attention kernel reaches inside a pass of the model.</summary>
    public required double ServingAttentionUtilization { get; init; }

    /// <summary>Time in which the host starts one graph.</summary>
    public required VirtualDuration GraphLaunch { get; init; }

    internal static OperatorConstants Read(JsonSection section)
    {
        var constants = new OperatorConstants
        {
            HbmAchieved = section.Bandwidth("hbmAchieved"),
            MatrixEfficiency = section.Fraction("matrixEfficiency"),
            GemmTile = GemmTileSpec.Read(section.Section("gemmTile")),
            TileOverhead = section.Duration("tileOverhead"),
            OperatorLaunch = section.Duration("operatorLaunch"),
            AttentionUtilization = section.Fraction("attentionUtilization"),
            ServingAttentionUtilization = section.Fraction("servingAttentionUtilization"),
            GraphLaunch = section.Duration("graphLaunch"),
        };
        section.RefuseOtherKeys();
        return constants;
    }
}
