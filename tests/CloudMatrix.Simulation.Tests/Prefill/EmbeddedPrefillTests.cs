using CloudMatrix.Model;
using CloudMatrix.Simulation.Tests.Reference;
using FsCheck.Fluent;

namespace CloudMatrix.Simulation.Tests;

public sealed class EmbeddedPrefillTests
{
    [Fact]
    public void Run_AnyBatch_IsTheReferenceToThePicosecond() =>
        Property.Holds(
            15,
            from npus in Gen.Choose(1, 4)
            from tokens in Gen.Choose(1, 900)
            from prompt in Gen.Choose(1, 500)
            from microbatches in Gen.Choose(1, 2)
            from down in Gen.Elements("plane:3", "link:die-1/plane-0")
            select ToyPrefill.Options with
            {
                Npus = npus,
                BatchTokens = tokens,
                Prompt = prompt,
                Cached = prompt / 2,
                Microbatches = microbatches,
                Down = [down],
            },
            options =>
            {
                var spec = PrefillSpecReader.Read(options);
                using var phases = new ParallelPhases(1);
                var tokens = spec.Pack().Select(prompts => prompts.Sum(prompt => prompt.NewTokens));
                var routed = PrefillRouting.Build(spec, phases).Draw([.. tokens], spec.Seed);
                var reference = new ReferencePrefill(spec, routed);

                reference.Run();
                var outcome = ToyPrefill.Watch(options);

                var ends = outcome.Timeline.Where(span => span.Step.Stage != PrefillStage.Head).ToDictionary(
                    span => (span.Step.Stage, span.Step.Layer, span.Step.Microbatch, span.Die.Index), span => span.End);
                Assert.True(ends.Count >= 4 * options.Npus);
                Assert.Equal(reference.Ends.Count, ends.Count);
                Assert.All(reference.Ends, end => Assert.Equal(end.Value, ends[end.Key]));
            });

    [Fact]
    public void Run_NothingNew_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => EmbeddedPrefill.Run(ToyPrefill.With()));

    [Theory]
    [InlineData(-1)]
    [InlineData(8)]
    public void Run_WatchedDieElsewhere_IsRefused(int die) => Assert.Throws<ArgumentOutOfRangeException>(
        () => EmbeddedPrefill.Run(ToyPrefill.Spec, new RankId(die)));
}
