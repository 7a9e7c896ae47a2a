using CloudMatrix.Model;
using FsCheck.Fluent;

namespace CloudMatrix.Simulation.Tests;

public sealed class HashRingTests
{
    private static readonly KvBlockKey[] Keys =
        [.. Enumerable.Range(0, 20_000).Select(number => KvBlockKey.Root(default).Next([number]))];

    [Fact]
    public void OwnerOf_AnyKey_IsTheFirstPointAtOrAfterIt()
    {
        var ring = HashRing.Of(7);
        var points = ring.Cpus
            .SelectMany(_ => Enumerable.Range(0, HashRing.PointsPerCpu), (cpu, point) => (cpu, point))
            .Select(pair => (
                Point: SeededStream.Derive(0, "hash-ring", pair.cpu.Index, pair.point).NextUInt64(), pair.cpu))
            .OrderBy(pair => pair.Point)
            .ToList();

        Assert.All(
            [.. Keys.Take(2_000), new KvBlockKey(0, 0), new KvBlockKey(ulong.MaxValue, 0)],
            key => Assert.Equal(
                points.FirstOrDefault(pair => pair.Point >= key.High, points[0]).cpu, ring.OwnerOf(key)));
    }

    [Fact]
    public void Without_ACpu_MovesOnlyItsKeys() =>
        Property.Holds(8, Gen.Choose(0, 47), index =>
        {
            var (ring, gone) = (HashRing.Of(48), new CpuId(index));
            var smaller = ring.Without(gone);

            Assert.All(Keys, key => Assert.True(
                ring.OwnerOf(key) == gone ? smaller.OwnerOf(key) != gone : smaller.OwnerOf(key) == ring.OwnerOf(key)));
            Assert.InRange(Keys.Count(key => ring.OwnerOf(key) == gone), 1, Keys.Length / 24);
        });

    [Fact]
    public void With_ACpuThatWasThere_IsTheSameRing()
    {
        var ring = HashRing.Of(12);
        var again = ring.Without(new CpuId(5)).With(new CpuId(5));

        Assert.All(Keys, key => Assert.Equal(ring.OwnerOf(key), again.OwnerOf(key)));
    }

    [Fact]
    public void Shares_OfAMachine_AreEvenAndSumToOne()
    {
        var shares = HashRing.Of(192).Shares();

        Assert.Equal(1, shares.Sum(), 1e-9);
        Assert.InRange(shares.Max() * 192, 1.05, 1.25);
        Assert.Equal(1, Assert.Single(HashRing.Of(1).Shares()), 1e-9);
    }

    [Fact]
    public void Shares_OfARing_AreThoseOfKeys()
    {
        var ring = HashRing.Of(6);
        var shares = ring.Shares();

        foreach (var cpu in ring.Cpus)
        {
            var share = Keys.Count(key => ring.OwnerOf(key) == cpu) / (double)Keys.Length;
            Assert.Equal(shares[cpu.Index], share, 0.01);
        }
    }

    [Fact]
    public void Ring_NoCpuOrOneTwice_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => HashRing.Of(0));
        Assert.Throws<ArgumentException>(() => new HashRing([new CpuId(1), new CpuId(1)]));
        Assert.Throws<ArgumentException>(() => HashRing.Of(2).Without(new CpuId(2)));
    }
}
