using CloudMatrix.Commands;
using CloudMatrix.Grains;
using CloudMatrix.Grains.Abstractions;

namespace CloudMatrix.Silo;

/// <summary>Serves until it is stopped.</summary>
internal static class SiloServer
{
    /// <summary>Starts a silo, says what it hosts and how to reach it, and waits.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="ClusterLostException">The development primary is lost.</exception>
    public static async Task<int> RunAsync(
        SiloConfiguration configuration, Terminal terminal, CancellationToken cancellation)
    {
        await using var silo = await SiloHost.StartAsync(configuration, cancellation);
        Tell(terminal.Output, configuration, await silo.Grains.Supernode().GetState(), silo.HttpAddress);
        try
        {
            await PrimaryWatch.UntilLostAsync(configuration.Primary, cancellation);
        }
        catch (OperationCanceledException)
        {
            await terminal.Error.WriteLineAsync("Leaving the cluster.");
            return ExitCode.Done;
        }

        silo.Abandon();
        throw new ClusterLostException(
            $"The development primary at {configuration.Primary} is lost, and the cluster's membership with it: this "
            + "silo ends. A cluster that outlives any silo keeps its membership in a store.");
    }

    private static void Tell(
        TextWriter output, SiloConfiguration configuration, SupernodeState supernode, Uri? httpAddress)
    {
        var orleans = configuration.Root.GetSection("Orleans");
        var others = supernode.Silos.Length - 1;
        var (nodes, npus, cpus) = (supernode.Nodes, supernode.Npus, supernode.Cpus);
        output.WriteLine($"{supernode.Machine}: {nodes} nodes, {npus} NPUs, {cpus} CPUs.");
        var share = others == 0 ? "all nodes" : $"its share of the nodes; other silos: {others}";
        output.WriteLine($"  hosts     {share}");
        output.WriteLine($"  cluster   {orleans["ClusterId"]}, service {orleans["ServiceId"]}");
        output.WriteLine($"  version   {SupernodeSpec.Version}");
        output.WriteLine($"  silos     reach it at port {configuration.SiloPort}");
        output.WriteLine($"  clients   connect to port {configuration.GatewayPort}, e.g.");
        output.WriteLine("            dotnet run -c Release --project samples/04-WatchADevice");
        if (httpAddress is not null)
        {
            output.WriteLine($"  people    look at {httpAddress}");
        }

        output.WriteLine("Ready; Ctrl-C stops it.");
        output.Flush();
    }
}
