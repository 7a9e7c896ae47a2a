using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests;

public sealed class OperatingPointSearchTests
{
    /// <summary>Small and large; the last model is deeper than what the search runs.</summary>
    [Theory]
    [InlineData(2, 256, 4)]
    [InlineData(20, 1024, 4)]
    [InlineData(20, 8192, 4)]
    [InlineData(20, 8192, 16)]
    public void Fastest_EverythingOpen_IsTheFastestOfAll(int batch, int kvLength, int layers)
    {
        var model = Toy.Model with { Layers = layers };
        var spec = Read(Toy.Open with { Batch = batch, KvLength = kvLength, Model = model });
        using var phases = new ParallelPhases(1);

        var fastest = OperatingPointSearch.Fastest(spec, phases);

        var steps = Points(spec).ToDictionary(point => point, point => StepOf(spec, point, phases));
        Assert.Equal(4, steps.Values.Distinct().Count());
        Assert.Equal(steps.MinBy(entry => entry.Value).Key, fastest);
    }

    [Fact]
    public void Fastest_DifferentLoads_ChooseDifferently()
    {
        using var phases = new ParallelPhases(1);

        var small = OperatingPointSearch.Fastest(Read(Toy.Open with { Batch = 2, KvLength = 256 }), phases);
        var large = OperatingPointSearch.Fastest(Read(Toy.Open with { Batch = 20, KvLength = 8192 }), phases);

        Assert.NotEqual(small, large);
    }

    [Fact]
    public void Fastest_SplitGiven_KeepsIt()
    {
        var spec = Read(Toy.Open with { Microbatches = 2, AttentionAics = 3 });
        using var phases = new ParallelPhases(1);

        Assert.Equal(new OperatingPoint(2, 3), OperatingPointSearch.Fastest(spec, phases));
    }

    [Fact]
    public void Fastest_OneMicrobatchGiven_HasAllCores()
    {
        var spec = Read(Toy.Open with { Microbatches = 1 });
        using var phases = new ParallelPhases(1);

        Assert.Equal(new OperatingPoint(1, 4), OperatingPointSearch.Fastest(spec, phases));
    }

    [Fact]
    public void Fastest_OneRequestADie_HasOneMicrobatch()
    {
        var spec = Read(Toy.Open with { Batch = 2 });
        using var phases = new ParallelPhases(1);

        Assert.Equal(1, OperatingPointSearch.Fastest(spec, phases).Microbatches);
    }

    private static DecodeSpec Read(DecodeOptions options) => DecodeSpecReader.Read(options);

    private static IEnumerable<OperatingPoint> Points(DecodeSpec spec) =>
        Enumerable.Range(1, spec.Machine.Die.MatrixCores - 1)
            .Select(cores => new OperatingPoint(2, cores))
            .Prepend(new OperatingPoint(1, spec.Machine.Die.MatrixCores));

    private static VirtualTime StepOf(DecodeSpec spec, OperatingPoint point, ParallelPhases phases)
    {
        var run = new DecodeRunSpec(spec, point);
        var decode = new EmbeddedDecode(run, CountsPayload.Build(run, phases), phases);
        decode.RunStep();
        return decode.Now;
    }
}
