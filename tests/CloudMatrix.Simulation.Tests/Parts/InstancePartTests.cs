using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests;

public sealed class InstancePartTests
{
    private const int Steps = 2;

    private static readonly Dictionary<string, DecodeOptions> Instances = new()
    {
        ["two microbatches, MTP"] = Toy.Options,
        ["one microbatch"] = Toy.Options with { Microbatches = 1, AttentionAics = null },
        ["several slots a die"] = Toy.Options with { Npus = 4, Mtp = 0 },
        ["last node partly used"] = Toy.Options with { Npus = 7 },
        ["dies without tokens"] = Toy.Options with { Batch = 1 },
    };

    /// <summary>An instance, the part of each of its nodes, and the seed of the order.</summary>
    public static TheoryData<string, string, int> Divisions
    {
        get
        {
            var data = new TheoryData<string, string, int>();
            foreach (var (name, options) in Instances)
            {
                var nodes = (options.Npus + 1) / Toy.Machine.NpusPerNode;
                string[] divisions = nodes == 2 ? ["00", "01", "10"] : ["0000", "0101", "0011", "0123", "1001"];
                foreach (var division in divisions)
                {
                    data.Add(name, division, 1);
                    data.Add(name, division, 2);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Divisions))]
    public void Run_AnyDivisionAndOrder_EqualsTheEmbeddedEngine(string instance, string division, int order)
    {
        var run = Toy.Run(Instances[instance]);
        var partOfNode = division.Select(part => part - '0').ToImmutableArray();
        using var phases = new ParallelPhases(1);
        var payload = CountsPayload.Build(run, phases);
        var decode = new EmbeddedDecode(run, payload, phases);
        var hosts = new ShuffledHosts(run, (_, _) => payload, partOfNode, order);
        var timelines = Enumerable.Range(0, run.Spec.Dies).Select(_ => new List<TimelineSpan>()).ToArray();
        decode.Restart(die => timelines[die.Index]);

        var now = VirtualTime.Zero;
        var clock = new HostClock(run.Spec.Machine.Operators.GraphLaunch, run.Spec.GraphLaunch);
        for (var step = 0; step < Steps; step++)
        {
            Array.ForEach(timelines, spans => spans.Clear());
            decode.RunStep();
            now = RunStep(hosts, run, (step, now), clock);
        }

        Assert.Equal(decode.Now, now);
        Assert.Equal(Words(decode.Total()), Words(Total(hosts)));
        Assert.Equal(
            timelines.SelectMany(spans => spans),
            Enumerable.Range(0, run.Spec.Dies).SelectMany(die =>
                hosts.Parts.SelectMany(part => part.TimelineOf(new RankId(die)))));
        Assert.Equal(partOfNode.Distinct().Count() > 1, hosts.PacketsSent > 0);
    }

    [Fact]
    public void Receive_PacketOfAnotherShape_Throws()
    {
        var run = Toy.Run(Toy.Options);
        using var phases = new ParallelPhases(1);
        var payload = CountsPayload.Build(run, phases);
        var part = new ShuffledHosts(run, (_, _) => payload, [0, 0, 1, 1], 1).Parts.First();

        Assert.Throws<InvalidDataException>(
            () => part.Receive(new PartPacket(1, 1, PacketKind.Dispatch, 0, new byte[1_000_000])));
        Assert.Throws<InvalidDataException>(
            () => part.Receive(new PartPacket(1, 1, PacketKind.Dispatch, 0, new byte[700])));
    }

    [Fact]
    public void Tally_WrittenAndRead_IsTheSame()
    {
        var words = Enumerable.Range(1, DieTally.WordCount).Select(word => (long)word).ToArray();

        Assert.Equal(words, Words(DieTally.Read(words)));
    }

    private static VirtualTime RunStep(
        ShuffledHosts hosts, DecodeRunSpec run, (int Step, VirtualTime Now) from, HostClock clock)
    {
        var (step, now) = from;
        for (var graph = 0; graph <= run.Spec.MtpLayers; graph++)
        {
            now = clock.Start(now, hosts.Run(new GraphRun(graph, step, now)));
        }

        return now;
    }

    private static DieTally Total(ShuffledHosts hosts)
    {
        var total = new DieTally();
        foreach (var tally in hosts.Parts.SelectMany(part => part.Tallies))
        {
            total.Add(tally);
        }

        return total;
    }

    private static long[] Words(DieTally tally)
    {
        var words = new long[DieTally.WordCount];
        tally.Write(words);
        return words;
    }
}
