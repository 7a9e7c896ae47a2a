using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Hosting;
using Orleans.Configuration;
using Orleans.TestingHost;

namespace CloudMatrix.Cluster.Tests;

/// <summary>A CloudMatrix384 on a few in-memory silos.</summary>
internal sealed class TestSupernode : IAsyncDisposable
{
    private TestSupernode(InProcessTestCluster cluster) => Cluster = cluster;

    public InProcessTestCluster Cluster { get; }

    public IClusterClient Client => Cluster.Client;

    /// <summary>Starts silos and waits until all of them host their share.</summary>
    public static async Task<TestSupernode> StartAsync(int silos)
    {
        var builder = new InProcessTestClusterBuilder((short)silos);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) => silo
            .UseCloudMatrix()
            .Configure<ClusterMembershipOptions>(options =>
            {
                options.ProbeTimeout = TimeSpan.FromMilliseconds(500);
                options.NumMissedProbesLimit = 2;
            }));
        var cluster = builder.Build();
        await cluster.DeployAsync();
        var supernode = new TestSupernode(cluster);
        await supernode.WaitForSilosAsync(silos);
        return supernode;
    }

    /// <summary>Waits until so many silos share the nodes.</summary>
    public async Task WaitForSilosAsync(int silos)
    {
        while ((await Client.Supernode().GetState()).Silos.Length != silos)
        {
            // Each look is a call that a silo answers; there is nothing to sleep for.
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync() => await Cluster.DisposeAsync();
}
