namespace CloudMatrix.Simulation.Tests;

public sealed class FullDecodeStepsTests
{
    [Fact]
    public void StepOf_RequestsDealtInTurn_IsTheDecodeOfTheSameBatch()
    {
        var spec = Toy.Spec with { Steps = 3 };
        using var session = DecodeSession.Start(spec);
        using var steps = new FullDecodeSteps(spec, spec.RequestsPerDieMax + 3);
        var load = Loads.Even(spec, spec.RequestCount, spec.KvLength);

        var times = Enumerable.Range(0, spec.Steps).Select(_ => steps.StepOf(load.Load)).ToList();

        for (var step = 0; step < spec.Steps; step++)
        {
            session.RunStep();
        }

        var report = session.Report();
        Assert.Equal(report.IterationMs * spec.Steps, times.Sum(time => time.TotalMilliseconds), 9);
        Assert.Equal(times.Count, times.Distinct().Count());
    }

    [Fact]
    public void StepOf_OneDieWithALongContext_WaitsForIt()
    {
        using var steps = new FullDecodeSteps(Toy.Spec, 3);
        var load = Loads.Even(Toy.Spec, 32, 1000);
        var before = steps.StepOf(load.Load);

        load.KvTokens[7] *= 20;

        Assert.True(steps.StepOf(load.Load) > before);
    }
}
