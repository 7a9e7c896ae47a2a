using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using CloudMatrix.Grains;
using CloudMatrix.Hosting;
using CloudMatrix.Model;
using Microsoft.Extensions.Configuration;

namespace CloudMatrix.Silo;

/// <summary>A silo's configuration file, checked before anything is started.</summary>
internal sealed class SiloConfiguration
{
    /// <summary>The clustering that needs no store: the first silo keeps its members.</summary>
    public const string Development = "Development";

    private const string SiloPortKey = "Orleans:Endpoints:SiloPort";
    private const string GatewayPortKey = "Orleans:Endpoints:GatewayPort";
    private const string AddressKey = "Orleans:Endpoints:AdvertisedIPAddress";
    private const string ProviderKey = "Orleans:Clustering:ProviderType";
    private const string PrimaryKey = "Orleans:Clustering:PrimarySiloEndPoint";
    private const string HttpPortKey = $"{HttpOptions.Section}:{nameof(HttpOptions.Port)}";

    private static readonly string[] Sections =
        ["Orleans", CloudMatrixOptions.Section, HttpOptions.Section, "Logging"];

    private SiloConfiguration(string path, IConfigurationRoot root, SupernodeSpec supernode, HttpSpec? http)
    {
        Path = path;
        Root = root;
        Supernode = supernode;
        Http = http;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What it says.</summary>
    public IConfigurationRoot Root { get; }

    /// <summary>What the silo hosts.</summary>
    public SupernodeSpec Supernode { get; }

    /// <summary>How it is looked at; null where it opens no port for that.</summary>
    public HttpSpec? Http { get; }

    /// <summary>The port that clients connect to.</summary>
    public int GatewayPort => PortAt(Root, GatewayPortKey)!.Value;

    /// <summary>The port that other silos connect to.</summary>
    public int SiloPort => PortAt(Root, SiloPortKey)!.Value;

    /// <summary>The stores that keep the cluster's membership, and what its grains keep.</summary>
    public IReadOnlyList<Store> Stores => StoreSections.StoresIn(Root);

    /// <summary>
    /// The silo that keeps the development cluster's membership; null where this one does, or a store does.
    /// </summary>
    public IPEndPoint? Primary =>
        Root[ProviderKey] == Development && Root[PrimaryKey] is { } text && IPEndPoint.TryParse(text, out var primary)
        && primary.Port != SiloPort ? primary : null;

    /// <summary>Reads and checks a file.</summary>
    /// <exception cref="ConfigurationException">All that is wrong with it.</exception>
    public static SiloConfiguration FromFile(string path)
    {
        var root = Load(path);
        var faults = new List<string>();
        root = ResolveAddress(root, faults);
        faults.AddRange(root.GetChildren()
            .Where(child => !Sections.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            .Select(child => $"{child.Key}: unknown section; there are {string.Join(", ", Sections)}."));
        faults.AddRange(OrleansKeys.FindUnknown(root));
        CheckPort(root, SiloPortKey, faults);
        CheckPort(root, GatewayPortKey, faults);
        CheckClustering(root, faults);
        root = StoreSections.Resolve(root, faults);
        var supernode = Read(SupernodeSpecReader.Read, root, faults);
        var http = Read(HttpSpecReader.Read, root, faults);
        return faults.Count == 0
            ? new SiloConfiguration(path, root, supernode!, http)
            : throw new ConfigurationException(faults.Select(fault => $"{path}: {fault}"));
    }

    /// <summary>The same silo, hosting another machine.</summary>
    public SiloConfiguration WithMachine(MachineSpec machine) =>
        new(Path, Root, new SupernodeSpec(machine, Supernode.Wanted), Http);

    /// <summary>Refuses ports that something else listens on: the silo could not open them.</summary>
    /// <exception cref="ConfigurationException">One or both are in use.</exception>
    public void RequireFreePorts()
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners()
            .Select(listener => listener.Port).ToHashSet();
        (string Key, int Port)[] ports =
            [(SiloPortKey, SiloPort), (GatewayPortKey, GatewayPort), (HttpPortKey, Http?.EndPoint.Port ?? 0)];
        var faults = ports
            .Where(port => taken.Contains(port.Port))
            .Select(port => $"{Path}: {port.Key}: {port.Port} is in use; is another silo running?")
            .ToList();
        if (faults.Count > 0)
        {
            throw new ConfigurationException(faults);
        }
    }

    private static IConfigurationRoot Load(string path)
    {
        try
        {
            return new ConfigurationBuilder().AddJsonFile(System.IO.Path.GetFullPath(path), optional: false).Build();
        }
        catch (Exception exception) when (
            exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            var why = exception is FileNotFoundException or DirectoryNotFoundException
                ? "the file does not exist."
                : exception.GetBaseException().Message;
            throw new ConfigurationException([$"{path}: {why}"]);
        }
    }

    private static T? Read<T>(Func<IConfiguration, T?> read, IConfigurationRoot root, List<string> faults)
        where T : class
    {
        try
        {
            return read(root);
        }
        catch (ConfigurationException exception)
        {
            faults.AddRange(exception.Faults);
            return null;
        }
    }

    private static void CheckPort(IConfigurationRoot root, string key, List<string> faults)
    {
        if (PortAt(root, key) is null)
        {
            var value = root[key] is { } text ? $"'{text}'" : "missing";
            faults.Add($"{key}: {value}; a port from 1 to {ushort.MaxValue}, e.g. 11111.");
        }
    }

    // Where machines are dealt addresses, the file cannot know the silo's; its environment does.
    private static IConfigurationRoot ResolveAddress(IConfigurationRoot root, List<string> faults)
    {
        if (root[AddressKey] is not { } written)
        {
            return root;
        }

        try
        {
            var address = SecretSource.IsSource(written) ? SecretSource.Read(written) : written;
            return IPAddress.TryParse(address, out _)
                ? new ConfigurationBuilder().AddConfiguration(root)
                    .AddInMemoryCollection([new(AddressKey, address)]).Build()
                : throw new FormatException($"'{address}' is not an IP address, e.g. 127.0.0.1.");
        }
        catch (FormatException exception)
        {
            faults.Add($"{AddressKey}: {exception.Message}");
            return root;
        }
    }

    private static void CheckClustering(IConfigurationRoot root, List<string> faults)
    {
        if (root[ProviderKey] is null)
        {
            faults.Add($"{ProviderKey}: missing; {Development} needs no other service, {StoreSections.AdoNet} keeps "
                + $"membership in a database, {StoreSections.Redis} in Redis.");
        }

        if (root[PrimaryKey] is { } primary && !(IPEndPoint.TryParse(primary, out var end) && end.Port > 0))
        {
            faults.Add($"{PrimaryKey}: '{primary}' is not an address and a port, e.g. 127.0.0.1:11111.");
        }
    }

    private static int? PortAt(IConfigurationRoot root, string key) =>
        ushort.TryParse(root[key], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0
            ? port
            : null;
}
