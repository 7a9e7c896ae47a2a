namespace CloudMatrix.Cluster.Tests;

/// <summary>Two silos that several tests share; each uses devices and instances of its own.</summary>
public sealed class TwoSilos : IAsyncLifetime
{
    private TestSupernode? _supernode;

    public IClusterClient Client => _supernode!.Client;

    public async Task InitializeAsync() => _supernode = await TestSupernode.StartAsync(2);

    public async Task DisposeAsync() => await _supernode!.DisposeAsync();
}
