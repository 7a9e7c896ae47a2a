namespace CloudMatrix.Costs.Tests;

public sealed class RowGroupsTests
{
    [Fact]
    public void With_RowsOfEachGroup_FillsUpFractals() => Assert.Equal(
        new RowGroups(Groups: 3, Rows: 1 + 16 + 17, Fractals: 1 + 1 + 2), default(RowGroups).With(1).With(16).With(17));

    [Fact]
    public void With_NoRows_AddsNothing() => Assert.Equal(default, default(RowGroups).With(0));

    [Fact]
    public void Equal_Groups_AreAsManyAlike() =>
        Assert.Equal(default(RowGroups).With(20).With(20).With(20), RowGroups.Equal(3, 20));

    [Fact]
    public void Equal_NoRows_IsNothing() => Assert.Equal(default, RowGroups.Equal(3, 0));
}
