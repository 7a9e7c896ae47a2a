namespace CloudMatrix.Simulation.Tests.Eplb;

public sealed class ExpertReplicationTests
{
    [Fact]
    public void Replicate_SmallCases_NoOtherCountsAreCooler()
    {
        const int seed = 17;
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            float[] loads = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => (float)random.Next(0, 20))];
            var replicas = loads.Length + random.Next(0, 5);

            var (_, loadByReplica) = ExpertReplication.Replicate(loads, replicas);

            var coolest = Coolest(loads, replicas);
            Assert.True(
                loadByReplica.Max() == coolest,
                $"seed {seed}, round {round}: [{string.Join(',', loads)}] on {replicas} replicas: expected {coolest}");
        }
    }

    [Fact]
    public void Replicate_HotExpert_SharesItsLoad()
    {
        var (expertByReplica, loadByReplica) = ExpertReplication.Replicate([10, 90], replicas: 4);

        Assert.Equal([0, 1, 1, 1], expertByReplica);
        Assert.Equal([10, 30, 30, 30], loadByReplica);
    }

    // The least that the hottest replica can carry, by trying every number of replicas for the first expert.
    private static float Coolest(float[] loads, int replicas) => loads.Length == 1
        ? loads[0] / replicas
        : Enumerable.Range(1, replicas - loads.Length + 1)
            .Min(count => Math.Max(loads[0] / count, Coolest(loads[1..], replicas - count)));
}
