namespace CloudMatrix.Simulation.Tests;

public sealed class ParallelPhasesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Share_AnyCount_CoversEveryItemOnce(int workers)
    {
        using var phases = new ParallelPhases(workers);
        for (var count = 0; count <= 100; count++)
        {
            var items = Enumerable.Range(0, workers)
                .Select(worker => phases.Share(worker, count))
                .SelectMany(share => Enumerable.Range(share.First, share.End - share.First));

            Assert.Equal(Enumerable.Range(0, count), items);
        }
    }

    [Fact]
    public void Share_MoreItemsThanAnIntCanMultiply_StaysExact()
    {
        using var phases = new ParallelPhases(4);

        Assert.Equal((1_610_612_735, int.MaxValue), phases.Share(3, int.MaxValue));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Run_EveryWorker_WorksOnceEachTime(int workers)
    {
        using var phases = new ParallelPhases(workers);
        var runs = new int[workers];

        phases.Run(worker => runs[worker]++);
        phases.Run(worker => runs[worker]++);

        Assert.All(runs, run => Assert.Equal(2, run));
    }

    [Fact]
    public void WaitForAll_BetweenPhases_ShowsWhatOthersWrote()
    {
        const int rounds = 100;
        using var phases = new ParallelPhases(3);
        var written = new int[3];
        var seen = new int[3];

        phases.Run(worker =>
        {
            for (var round = 1; round <= rounds; round++)
            {
                written[worker] = round;
                phases.WaitForAll();
                seen[worker] += written.Sum();
                phases.WaitForAll();
            }
        });

        Assert.All(seen, sum => Assert.Equal(3 * rounds * (rounds + 1) / 2, sum));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Run_OneWorkerFails_EndsWithItsException(int failing)
    {
        using var phases = new ParallelPhases(3);
        var expected = new InvalidTimeZoneException("This one.");

        var thrown = await FailureOf(phases, worker =>
        {
            phases.WaitForAll();
            if (worker == failing)
            {
                throw expected;
            }

            phases.WaitForAll();
        });

        Assert.Same(expected, thrown);
    }

    [Fact]
    public async Task Run_EveryWorkerFails_EndsWithOneOfTheirExceptions()
    {
        using var phases = new ParallelPhases(3);

        var thrown = await FailureOf(phases, worker => throw new InvalidTimeZoneException($"Worker {worker}."));

        Assert.IsType<InvalidTimeZoneException>(thrown);
    }

    [Fact]
    public async Task Run_AfterAFailure_FailsAgain()
    {
        using var phases = new ParallelPhases(2);
        var expected = new InvalidTimeZoneException("This one.");

        await FailureOf(phases, worker => throw (worker == 1 ? expected : new OperationCanceledException()));
        var thrown = await FailureOf(phases, _ => { });

        Assert.NotNull(thrown);
    }

    [Fact]
    public void ForShards_FewShards_HasNoMoreWorkers()
    {
        using var phases = ParallelPhases.ForShards(1);

        Assert.Equal(1, phases.Workers);
    }

    [Fact]
    public void ForShards_ManyShards_HasAWorkerForEachProcessor()
    {
        using var phases = ParallelPhases.ForShards(int.MaxValue);

        Assert.Equal(Environment.ProcessorCount, phases.Workers);
    }

    [Fact]
    public void ParallelPhases_NoWorkers_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParallelPhases(0));

    // A hang would otherwise stop the whole test run.
    private static Task<Exception?> FailureOf(ParallelPhases phases, Action<int> work) =>
        Task.Run<Exception?>(() => Record.Exception(() => phases.Run(work))).WaitAsync(Patience);
}
