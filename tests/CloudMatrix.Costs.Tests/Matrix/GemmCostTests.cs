using CloudMatrix.Model;

namespace CloudMatrix.Costs.Tests;

public sealed class GemmCostTests
{
    // One tile at full rows: 2 · 32 · 64 · 1000 operations at 0.5 TOPS, and 1 us from one tile to the next.
    private const double TileSeconds = (2 * 32 * 64 * 1000 / 0.5e12) + 1e-6;

    [Theory]
    [InlineData(32, 256, 1)]
    [InlineData(32, 257, 2)]
    [InlineData(64, 256, 2)]
    [InlineData(160, 256, 5)]
    [InlineData(144, 256, 5)]
    public void Work_TilesOnFourCores_TakesWholeWaves(int rows, int columns, int waves) =>
        Assert.Equal(waves * TileSeconds, ComputeSeconds(rows, columns), 1e-15);

    /// <summary>Fewer tiles than cores are split along K; a tile with half its rows costs half.</summary>
    [Theory]
    [InlineData(32, 64, 0.25)]
    [InlineData(32, 128, 0.5)]
    [InlineData(16, 256, 0.5)]
    [InlineData(1, 64, 0.125)]
    public void Work_FewerTilesThanCores_TakesPartOfAWave(int rows, int columns, double waves) =>
        Assert.Equal(waves * TileSeconds, ComputeSeconds(rows, columns), 1e-15);

    [Fact]
    public void Work_Groups_FillUpEachGroupsFractals()
    {
        var grouped = new GemmShape(RowGroups.Equal(4, 1), 256, 1000);

        Assert.Equal(2 * TileSeconds, GemmCost.Work(grouped, NumberFormat.I8, Round.Whole).ComputeSeconds, 1e-15);
    }

    [Theory]
    [InlineData(NumberFormat.I8, 1)]
    [InlineData(NumberFormat.Bf16, 2)]
    [InlineData(NumberFormat.F32, 4)]
    public void Work_Traffic_IsOperandsAndBf16Results(NumberFormat format, int byteCount)
    {
        var shape = new GemmShape(RowGroups.Equal(3, 10), 64, 1000);

        var bytes = GemmCost.Work(shape, format, Round.Whole).MemoryBytes;

        Assert.Equal((((30 * 1000) + (3 * 64 * 1000)) * byteCount) + (30 * 64 * 2), bytes);
    }

    [Fact]
    public void Work_NoRows_IsNone() =>
        Assert.Equal(default, GemmCost.Work(GemmShape.Of(0, 64, 1000), NumberFormat.I8, Round.Whole));

    [Fact]
    public void Operations_Groups_AreTwoForEachMultiplication() =>
        Assert.Equal(2.0 * 30 * 64 * 1000, new GemmShape(RowGroups.Equal(3, 10), 64, 1000).Operations);

    [Theory]
    [InlineData(4, 7168, 4096, 4096, 0.794)]
    [InlineData(4, 2048, 7168, 4096, 0.774)]
    [InlineData(4, 7168, 4096, 8192, 0.827)]
    [InlineData(8, 7168, 4096, 4096, 0.796)]
    public void Paper_Table10_Gemm(int groups, int m, int n, int k, double utilization)
    {
        var machine = DefaultMachine.Read();
        var shape = new GemmShape(RowGroups.Equal(groups, m), n, k);

        var time = GemmCost.Work(shape, NumberFormat.I8, DieShare.Whole(machine)).TimeOn(machine);

        var reached = shape.Operations / time.TotalSeconds / machine.Die.Int8Peak.Value;
        Assert.InRange(reached / utilization, 0.99, 1.01);
    }

    private static double ComputeSeconds(int rows, int columns) =>
        GemmCost.Work(GemmShape.Of(rows, columns, 1000), NumberFormat.I8, Round.Whole).ComputeSeconds;
}
