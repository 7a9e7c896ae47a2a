namespace CloudMatrix.Simulation.Tests;

public sealed class KnotsTests
{
    private static readonly Knots Axis = new(Knots.Octaves(60));

    [Fact]
    public void Octaves_ToSixty_LieEverFartherApart() => Assert.Equal(
        (long[])[0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64], Knots.Octaves(60));

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(8, 8, 0)]
    [InlineData(9, 8, 0.5)]
    [InlineData(42, 17, 0.25)]
    [InlineData(64, 19, 1)]
    public void Locate_AValue_GivesTheKnotBelowAndTheWayToTheNext(long value, int knot, double fraction) =>
        Assert.Equal((knot, fraction), Axis.Locate(value));

    [Theory]
    [InlineData(-1)]
    [InlineData(65)]
    public void Locate_BeyondTheKnots_Throws(long value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Axis.Locate(value));
}
