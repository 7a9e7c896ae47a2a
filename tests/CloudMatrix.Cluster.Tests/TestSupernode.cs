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
    public static Task<TestSupernode> StartAsync(int silos) => StartAsync(silos, _ => { });

    /// <summary>Starts silos that are made differently, and waits until all of them host their share.</summary>
    public static async Task<TestSupernode> StartAsync(int silos, Action<ISiloBuilder> configure)
    {
        var builder = new InProcessTestClusterBuilder((short)silos);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) => configure(silo
            .UseCloudMatrix()
            .Configure<ClusterMembershipOptions>(options =>
            {
                options.ProbeTimeout = TimeSpan.FromSeconds(1);
                options.NumMissedProbesLimit = 2;
            })));
        var cluster = builder.Build();
        await cluster.DeployAsync();
        var supernode = new TestSupernode(cluster);
        await supernode.WaitForSilosAsync(silos);
        return supernode;
    }

    /// <summary>Waits until so many silos share the nodes.</summary>
    public async Task WaitForSilosAsync(int silos)
    {
        // Each look is a call that a silo answers; there is nothing to sleep for.
        while ((await Client.Supernode().GetState()).Silos.Length != silos)
        {
            await Task.Yield();
        }
    }

    /// <summary>The silo that a grain lives on.</summary>
    public InProcessSiloHandle SiloOf(IAddressable grain)
    {
        Assert.True(Cluster.TryGetGrainContext(grain.GetGrainId(), out var context));
        return Cluster.Silos.Single(silo => silo.SiloAddress.Equals(context.Address.SiloAddress));
    }

    public async ValueTask DisposeAsync() => await Cluster.DisposeAsync();
}
