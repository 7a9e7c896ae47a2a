using FsCheck.Fluent;

namespace CloudMatrix.Simulation.Tests;

public sealed class DecodeSpecTests
{
    [Fact]
    public void Requests_AnyBatch_AreDealtInTurnToDiesThenMicrobatches() =>
        Property.Holds(
            from batch in Gen.Choose(1, 20)
            from microbatches in Gen.Choose(1, 2)
            select (batch, microbatches),
            input =>
            {
                var spec = Toy.Spec with { BatchPerNpu = input.batch };
                var dealt = new int[spec.Dies, input.microbatches];
                for (var request = 0; request < input.batch * spec.Npus; request++)
                {
                    dealt[request % spec.Dies, request / spec.Dies % input.microbatches]++;
                }

                for (var die = 0; die < spec.Dies; die++)
                {
                    for (var microbatch = 0; microbatch < input.microbatches; microbatch++)
                    {
                        Assert.Equal(dealt[die, microbatch], spec.RequestsOn(die, microbatch, input.microbatches));
                    }
                }

                var ofFirstDie = Enumerable.Range(0, input.microbatches).Sum(microbatch => dealt[0, microbatch]);
                Assert.Equal(ofFirstDie, spec.RequestsPerDieMax);
            });
}
