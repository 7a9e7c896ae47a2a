using CloudMatrix.Model;
using CloudMatrix.Simulation.Tests.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace CloudMatrix.Simulation.Tests;

public sealed class ArrivalFoldTests
{
    /// <summary>
    /// With f the earliest first byte, a the latest last byte if the port is free, and Σs the service of all rows:
    /// fold ≤ exact ≤ fold + min(a − f, Σs).
    /// </summary>
    [Fact]
    public void Complete_AnySenders_IsWithinTheBoundOfTheExactPort() =>
        Property.Holds(SentBurst.Several, bursts =>
        {
            var fold = Fold(bursts);
            var exact = FifoPort.Complete(bursts.SelectMany(burst => burst.Rows));

            var span = bursts.Max(burst => burst.LastByte) - bursts.Min(burst => burst.FirstByte);
            var service = bursts.Sum(burst => burst.Rows.Sum(row => row.Service));
            Assert.InRange(exact, fold, fold + Math.Min(span, service));
        });

    [Fact]
    public void Complete_AnySenders_InputIsNotTrivial()
    {
        var cases = SentBurst.Several.Sample(300, new Rnd(17), 40).ToList();

        var early = cases.Count(bursts => Fold(bursts) < FifoPort.Complete(bursts.SelectMany(burst => burst.Rows)));
        var busy = cases.Count(bursts => Fold(bursts) > bursts.Max(burst => burst.LastByte));
        Assert.InRange(early, 30, 270);
        Assert.InRange(busy, 30, 270);
    }

    [Fact]
    public void Complete_AnyOrder_IsTheSame() =>
        Property.Holds(SentBurst.Several, bursts => Assert.Equal(Fold(bursts), Fold([.. bursts.Reverse()])));

    [Fact]
    public void Complete_OneSenderWithoutPauses_IsExact() =>
        Assert.Equal(new VirtualTime(130), Complete((100, 130, 30)));

    [Fact]
    public void Complete_TwoAtOnce_PassThePortInTurn() =>
        Assert.Equal(new VirtualTime(160), Complete((100, 130, 30), (100, 130, 30)));

    [Fact]
    public void Complete_TwoFarApart_TakesTheLater() =>
        Assert.Equal(new VirtualTime(530), Complete((100, 130, 30), (500, 530, 30)));

    [Fact]
    public void Complete_Nothing_IsTheReceiversOwnTime()
    {
        var fold = new ArrivalFold();
        fold.NotBefore(new VirtualTime(70));

        Assert.Equal(new VirtualTime(70), fold.Complete());
    }

    [Fact]
    public void Complete_NothingAtAll_IsTheBeginning() => Assert.Equal(VirtualTime.Zero, new ArrivalFold().Complete());

    [Fact]
    public void Complete_PartOfAPicosecond_RoundsUp() => Assert.Equal(new VirtualTime(101), Complete((100, 100, 0.25)));

    private static long Fold(SentBurst[] bursts) => Complete(
        [.. bursts.Select(burst => (burst.FirstByte, burst.LastByte, (double)burst.Rows.Sum(row => row.Service)))])
        .Picoseconds;

    private static VirtualTime Complete(params (long First, long Latest, double PortPs)[] senders)
    {
        var fold = new ArrivalFold();
        foreach (var (first, latest, portPs) in senders)
        {
            fold.Arrive(new VirtualTime(first), new VirtualTime(latest));
            fold.Occupy(portPs);
        }

        return fold.Complete();
    }
}
