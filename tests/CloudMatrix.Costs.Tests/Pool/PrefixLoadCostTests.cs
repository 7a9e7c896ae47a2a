using CloudMatrix.Model;
using FsCheck.Fluent;

namespace CloudMatrix.Costs.Tests;

public sealed class PrefixLoadCostTests
{
    private const int Dies = 32;

    private static readonly MachineSpec Machine = DefaultMachine.Read();
    private static readonly Bytes Size = Bytes.FromGB(32);

    /// <summary>Every die 1 GB from the pool at 147 GB/s, then 31 GB of its peers at 164 GB/s.</summary>
    [Fact]
    public void LoadTime_OverTheScaleUpNetwork_FetchesAPartAndReadsTheOthers() => Assert.Equal(
        1.7 + (1e6 / 147) + 1.9 + (31e6 / 164),
        PrefixLoadCost.LoadTime(Machine, CachePlane.ScaleUp, Dies, Size).TotalMicroseconds,
        1e-3);

    /// <summary>32 dies are two nodes, each with one line of 50 GB/s, however many dies share it.</summary>
    [Fact]
    public void LoadTime_OverTheFrontEnd_DiesOfANodeShareItsLine()
    {
        var spreadUs = 1.9 + (31e6 / 164);

        Assert.Equal(
            (32e6 / 2 / 50) + spreadUs,
            PrefixLoadCost.LoadTime(Machine, CachePlane.FrontEnd, Dies, Size).TotalMicroseconds,
            1e-3);
        Assert.Equal(
            (32e6 / 50) + 1.2 + (15e6 * 2 / 167),
            PrefixLoadCost.LoadTime(Machine, CachePlane.FrontEnd, 16, Size).TotalMicroseconds,
            1e-3);
    }

    [Fact]
    public void LoadTime_OneDie_HasNobodyToReadFrom() => Assert.Equal(
        1.7 + (32e6 / 147),
        PrefixLoadCost.LoadTime(Machine, CachePlane.ScaleUp, 1, Size).TotalMicroseconds,
        1e-3);

    [Fact]
    public void StoreTime_IsAsFetchingWithTheBandwidthOfWriting()
    {
        Assert.Equal(
            1.9 + (1e6 / 107),
            PrefixLoadCost.StoreTime(Machine, CachePlane.ScaleUp, Dies, Size).TotalMicroseconds,
            1e-3);
        Assert.Equal(
            32e6 / 2 / 50,
            PrefixLoadCost.StoreTime(Machine, CachePlane.FrontEnd, Dies, Size).TotalMicroseconds,
            1e-3);
    }

    [Fact]
    public void VolumeTime_UsesTheLinesOfAllNodes() =>
        Assert.Equal(48e6 / 48 / 50, PrefixLoadCost.VolumeTime(Machine, Bytes.FromGB(48)).TotalMicroseconds, 1e-3);

    [Theory]
    [InlineData(CachePlane.ScaleUp)]
    [InlineData(CachePlane.FrontEnd)]
    public void Time_NoBytes_IsNone(CachePlane plane)
    {
        Assert.Equal(VirtualDuration.Zero, PrefixLoadCost.LoadTime(Machine, plane, Dies, Bytes.Zero));
        Assert.Equal(VirtualDuration.Zero, PrefixLoadCost.StoreTime(Machine, plane, Dies, Bytes.Zero));
    }

    [Theory]
    [InlineData(CachePlane.ScaleUp)]
    [InlineData(CachePlane.FrontEnd)]
    public void Time_MoreBytes_IsNeverLess(CachePlane plane) => Property.Holds(
        Gen.Choose(1, 1_000_000_000).Two(),
        sizes =>
        {
            var less = new Bytes(Math.Min(sizes.Item1, sizes.Item2));
            var more = new Bytes(Math.Max(sizes.Item1, sizes.Item2));

            Assert.True(Load(less) <= Load(more));
            Assert.True(Store(less) <= Store(more));

            VirtualDuration Load(Bytes size) => PrefixLoadCost.LoadTime(Machine, plane, Dies, size);
            VirtualDuration Store(Bytes size) => PrefixLoadCost.StoreTime(Machine, plane, Dies, size);
        });

    [Fact]
    public void LoadTime_FrontEnd_IsNeverFaster() => Property.Holds(
        Gen.Choose(1, 1_000_000_000),
        size => Assert.True(
            PrefixLoadCost.LoadTime(Machine, CachePlane.FrontEnd, Dies, new Bytes(1_000_000L + size))
                >= PrefixLoadCost.LoadTime(Machine, CachePlane.ScaleUp, Dies, new Bytes(1_000_000L + size))));
}
