using CloudMatrix.Model;

namespace CloudMatrix.Costs.Tests;

public sealed class DieShareTests
{
    [Theory]
    [InlineData(1, 2)]
    [InlineData(3, 6)]
    [InlineData(4, 8)]
    public void Of_MatrixCores_BringsVectorCoresInProportion(int matrixCores, int vectorCores) =>
        Assert.Equal(new CoreShare(matrixCores, vectorCores), DieShare.Of(Round.Machine, matrixCores).Cores);

    [Fact]
    public void Of_FewerVectorThanMatrixCores_LeavesAtLeastOne()
    {
        var machine = Round.Machine with { Die = Round.Machine.Die with { VectorCores = 1 } };

        Assert.Equal(new CoreShare(3, 1), DieShare.Of(machine, 3).Cores);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Of_CoresThatTheDieLacks_Throws(int matrixCores) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DieShare.Of(Round.Machine, matrixCores));

    [Theory]
    [InlineData(NumberFormat.I8, 1e12)]
    [InlineData(NumberFormat.Bf16, 0.5e12)]
    [InlineData(NumberFormat.F32, 0.25e12)]
    public void PeakOfOneMatrixCore_Format_IsItsShareOfTheDie(NumberFormat format, double expected) =>
        Assert.Equal(expected, Round.Whole.PeakOfOneMatrixCore(format));

    [Fact]
    public void Paper_Section4_SplitOfADie()
    {
        var machine = DefaultMachine.Read();

        Assert.Equal(new CoreShare(16, 32), DieShare.Of(machine, 16).Cores);
        Assert.Equal(new CoreShare(8, 16), DieShare.Of(machine, 8).Cores);
    }
}
