using CloudMatrix.Model;
using FsCheck;
using FsCheck.Fluent;

namespace CloudMatrix.Simulation.Tests;

public sealed class DecodeStepMemoTests
{
    private const int RequestsPerDieMax = 40;

    private static readonly DecodeOptions Options = Toy.Open with { Model = Toy.Model with { Layers = 9 } };
    private static readonly DecodeSpec Open = DecodeSpecReader.Read(Options);
    private static readonly Gen<Loads> AnyLoad = Loads.Of(Toy.Spec.Dies, 160);

    /// <summary>
    /// The slow reference runs every die and token. On so few dies and layers, chance alone moves a step by percents.
    /// </summary>
    [Fact]
    public void StepOf_AnyLoad_IsCloseToTheFullStep()
    {
        using var memo = new DecodeStepMemo(Open);
        using var steps = new FullDecodeSteps(Open, RequestsPerDieMax);
        var loads = Property.Sample(60, AnyLoad);

        var full = loads.Select(load => MeanOf(steps, load, 4)).ToList();

        var errors = loads.Zip(full, (load, ms) => (memo.StepOf(load.Load).TotalMilliseconds / ms) - 1).ToList();
        Assert.True(full.Max() > 2 * full.Min());
        Assert.Contains(loads, load => load.Requests.Max() > load.Requests.Min() + 1);
        Assert.InRange(errors.Average(Math.Abs), 0, 0.015);
        Assert.InRange(errors.Max(Math.Abs), 0, 0.06);
    }

    /// <summary>From one request to three on most dies, as they are scheduled.</summary>
    [Fact]
    public void StepOf_DeepSeekR1_IsCloseToTheFullStep()
    {
        var spec = DecodeSpecReader.Read(new DecodeOptions());
        using var memo = new DecodeStepMemo(spec);
        using var steps = new FullDecodeSteps(spec, 10);
        var random = SeededStream.Derive(20_250_612, "loads");

        foreach (var requests in new[] { 1, 5, 33, 64, 200, 320, 700, 1100 })
        {
            var contexts = Enumerable.Range(0, requests).Select(_ => 500 + (int)random.NextBelow(30_000)).ToList();
            var load = Loads.Scheduled(spec.Dies, contexts);

            var ratio = memo.StepOf(load.Load).TotalMilliseconds / MeanOf(steps, load, 1);

            Assert.True(Math.Abs(ratio - 1) < 0.005, $"{requests} requests: {ratio}");
        }
    }

    [Theory]
    [InlineData(8, 4096)]
    [InlineData(40, 256)]
    [InlineData(100, 2048)]
    [InlineData(320, 8192)]
    public void PointOf_PointLeftOpen_IsAsFastAsTheSearch(int requests, int kvLength)
    {
        var spec = Open with { Requests = requests, KvLength = kvLength };
        using var phases = new ParallelPhases(1);
        using var memo = new DecodeStepMemo(Open);

        var found = memo.PointOf(Loads.Even(Open, requests, kvLength).Load);

        var fastest = OperatingPointSearch.Fastest(spec, phases);
        Assert.InRange(StepOf(spec, found, phases) / StepOf(spec, fastest, phases), 0, 1.01);
    }

    [Fact]
    public void PointOf_DifferentLoads_ChoosesDifferently()
    {
        using var memo = new DecodeStepMemo(Open);

        var points = new[] { 16, 64, 320 }.SelectMany(
            _ => new[] { 16, 1024, 16_384 },
            (requests, kvLength) => memo.PointOf(Loads.Even(Open, requests, kvLength).Load));

        Assert.True(points.Distinct().Count() > 1);
    }

    [Fact]
    public void StepOf_PointGiven_KeepsIt()
    {
        using var memo = new DecodeStepMemo(Toy.Spec);

        Assert.Equal(new OperatingPoint(2, 2), memo.PointOf(Loads.Even(Toy.Spec, 64, 100).Load));
    }

    [Fact]
    public void StepOf_OtherOrderOfAsking_IsTheSame()
    {
        using var memo = new DecodeStepMemo(Open);
        using var other = new DecodeStepMemo(Open);
        var loads = Property.Sample(40, AnyLoad);

        var times = loads.Select(load => memo.StepOf(load.Load)).ToList();

        Assert.Equal(times, Enumerable.Reverse(loads).Select(load => other.StepOf(load.Load)).Reverse());
        Assert.True(memo.Filled is { Rows: > 5, Entries: > 20 });
    }

    [Fact]
    public void Invariant_MoreRequestsOrContextMakeNothingFaster()
    {
        using var memo = new DecodeStepMemo(Open);
        Property.Holds(
            from load in AnyLoad
            from die in Gen.Choose(0, Toy.Spec.Dies - 1)
            from requests in Gen.Choose(0, 3)
            from kvTokens in Gen.Choose(0, 5000)
            select (load, die, requests, kvTokens),
            input =>
            {
                var more = new Loads([.. input.load.Requests], [.. input.load.KvTokens]);
                more.Requests[input.die] += input.requests;
                more.KvTokens[input.die] += input.kvTokens;

                Assert.True(memo.StepOf(input.load.Load) <= memo.StepOf(more.Load));
            });
    }

    [Fact]
    public void Invariant_PlaneDownMakesNothingFaster()
    {
        using var healthy = new DecodeStepMemo(Open);
        using var ailing = new DecodeStepMemo(DecodeSpecReader.Read(Options with { Down = ["plane:3"] }));

        Property.Holds(20, AnyLoad, load => Assert.True(healthy.StepOf(load.Load) <= ailing.StepOf(load.Load)));
    }

    [Fact]
    public void Load_DiesThatDoNotMatch_Throws() =>
        Assert.Throws<ArgumentException>(() => new DecodeLoad(new int[3], new long[4]).RequestCount);

    private static double MeanOf(FullDecodeSteps steps, Loads load, int times) =>
        Enumerable.Range(0, times).Average(_ => steps.StepOf(load.Load).TotalMilliseconds);

    private static double StepOf(DecodeSpec spec, OperatingPoint point, ParallelPhases phases)
    {
        var run = new DecodeRunSpec(spec, point);
        var decode = new EmbeddedDecode(run, CountsPayload.Build(run, phases), phases);
        decode.RunStep();
        return (decode.Now - VirtualTime.Zero).TotalMilliseconds;
    }
}
