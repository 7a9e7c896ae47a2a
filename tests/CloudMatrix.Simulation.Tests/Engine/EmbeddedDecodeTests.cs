using CloudMatrix.Model;
using CloudMatrix.Simulation.Tests.Reference;

namespace CloudMatrix.Simulation.Tests;

public sealed class EmbeddedDecodeTests
{
    private const int Steps = 2;

    private static readonly Dictionary<string, DecodeOptions> Instances = new()
    {
        ["two microbatches, MTP"] = Toy.Options,
        ["two microbatches, no MTP"] = Toy.Options with { Mtp = 0, Batch = 7 },
        ["one microbatch, MTP"] = OneMicrobatch,
        ["one microbatch, no MTP"] = OneMicrobatch with { Mtp = 0, Batch = 3 },
        ["last node partly used"] = Toy.Options with { Npus = 7, AttentionAics = 3 },
        ["one node"] = Toy.Options with { Npus = 2, SharedCopies = 1 },
        ["one die a node"] = OneDieANode,
        ["dies without tokens"] = Toy.Options with { Batch = 1 },
        ["host slower than the NPUs"] = Toy.Options with { GraphLaunch = GraphLaunch.Serial },
        ["links down"] = Toy.Options with { Down = ["plane:3", "link:die-5/plane-1", "chip:l1/node-2/plane-6"] },
        ["balanced"] = Toy.Options with { Routing = RoutingSpec.Parse("balanced") },
        ["no shared expert"] = With(Toy.Model with { SharedExperts = 0 }) with { SharedCopies = null },
        ["grouped-query attention"] = With(Toy.Model with { Attention = new GroupedQueryAttention(8, 2, 64) }),
        ["several writes in flight"] = With(Toy.Machine.ExpertParallel with { WritesInFlight = 3 }),
    };

    public static TheoryData<string> InstanceNames => [.. Instances.Keys];

    private static DecodeOptions OneMicrobatch => Toy.Options with { Microbatches = 1, AttentionAics = null };

    private static DecodeOptions OneDieANode => Toy.Options with
    {
        Machine = Toy.Machine with { NpusPerNode = 1, DiesPerNpu = 1 },
        Npus = 4,
    };

    [Theory]
    [MemberData(nameof(InstanceNames))]
    public void RunStep_SmallInstance_TakesTheTimesOfTheReference(string instance)
    {
        var run = Toy.Run(Instances[instance]);
        using var phases = new ParallelPhases(1);
        var routers = LayerRouters.Build(run.Spec, phases);
        var reference = new ReferenceDecode(run, routers);
        var decode = new EmbeddedDecode(run, new CountsPayload(run, routers), phases);
        var timelines = Enumerable.Range(0, run.Spec.Dies).Select(_ => new List<TimelineSpan>()).ToArray();
        decode.Restart(die => timelines[die.Index]);

        for (var step = 0; step < Steps; step++)
        {
            decode.RunStep();
            reference.RunStep();
        }

        var spans = timelines.SelectMany(spans => spans).Select(ReferenceSpan.From);
        Assert.Equal(Sorted(reference.Spans), Sorted(spans));
        Assert.Equal(reference.Now, decode.Now);
    }

    [Fact]
    public void Instances_ReferenceTimeline_IsNotTrivial()
    {
        var run = Toy.Run(Toy.Options);
        using var phases = new ParallelPhases(1);
        var reference = new ReferenceDecode(run, LayerRouters.Build(run.Spec, phases));

        reference.RunStep();

        var experts = reference.Spans.Where(span => span.Stage == DecodeStage.Experts).ToList();
        var durations = experts.Select(span => span.End - span.Start).Distinct();
        Assert.InRange(durations.Count(), 5, experts.Count);
        Assert.Contains(reference.Spans, span => span.Stream == 0 && experts.Any(other => Overlaps(span, other)));
    }

    [Fact]
    public void Restart_AfterSteps_RepeatsThem()
    {
        var run = Toy.Run(Toy.Options);
        using var phases = new ParallelPhases(1);
        var decode = new EmbeddedDecode(run, CountsPayload.Build(run, phases), phases);

        decode.RunStep();
        var first = (decode.Now, decode.Total().Bus.Bytes);
        decode.RunStep();
        decode.Restart(_ => null);
        Assert.Equal((VirtualTime.Zero, 0), (decode.Now, decode.Total().Bus.Bytes));
        decode.RunStep();

        Assert.Equal(first, (decode.Now, decode.Total().Bus.Bytes));
    }

    private static bool Overlaps(ReferenceSpan span, ReferenceSpan other) =>
        span.Die == other.Die && span.Start < other.End && other.Start < span.End;

    private static List<ReferenceSpan> Sorted(IEnumerable<ReferenceSpan> spans) =>
        [.. spans.OrderBy(span => (span.Die, span.Start, span.End, span.Stage))];

    private static DecodeOptions With(ModelShape model) => Toy.Options with { Model = model };

    private static DecodeOptions With(ExpertParallelSpec expertParallel) =>
        Toy.Options with { Machine = Toy.Machine with { ExpertParallel = expertParallel } };
}
