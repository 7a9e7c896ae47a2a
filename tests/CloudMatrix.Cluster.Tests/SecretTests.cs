using System.Net;
using System.Net.Sockets;

namespace CloudMatrix.Cluster.Tests;

/// <summary>What the silo program says of a database's connection string when it says everything.</summary>
public sealed class SecretTests : IDisposable
{
    private const string Variable = "CLOUDMATRIX_SECRET_TESTS";
    private const string Password = "s3cretThatNobodySees";

    private const string Store =
        $$""" { "ProviderType": "AdoNet", "Invariant": "Npgsql", "ConnectionString": "env:{{Variable}}" } """;

    private static readonly string Silo = Repository.ProgramOf("src/CloudMatrix.Silo", "cloudmatrix-silo");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cloudmatrix-secret-");

    // Nothing listens at the port: a socket holds it.
    [Fact]
    public async Task Serve_DatabaseDoesNotAnswer_SaysWhichAndNotThePassword()
    {
        using var held = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        held.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)held.LocalEndPoint!).Port;

        var run = await ServeAsync($"Host=127.0.0.1;Port={port};Username=cm;Password={Password};Database=cm");

        Assert.Equal(69, run.ExitCode);
        Assert.Contains($"127.0.0.1:{port}", run.Error, StringComparison.Ordinal);
        AssertUnseen(run);
    }

    [Theory]
    [InlineData($"Host=127.0.0.1;Port=x;Username=cm;Password={Password}")]
    [InlineData($"Host=127.0.0.1;Username=cm;Password=a;{Password}=1;Database=cm")]
    [InlineData($"Host=127.0.0.1;Username=cm;Password=a;{Password};Database=cm")]
    [InlineData($"Username=cm;Password={Password}")]
    [InlineData(Password)]
    public async Task Serve_ConnectionStringThatNobodyCanRead_IsRefusedAndNotRepeated(string connection)
    {
        var run = await ServeAsync(connection);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Clustering:ConnectionString: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("GrainStorage:CloudMatrix:ConnectionString: ", run.Error, StringComparison.Ordinal);
        AssertUnseen(run);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static void AssertUnseen(ProgramRun run) =>
        Assert.DoesNotContain(Password, run.Output + run.Error, StringComparison.OrdinalIgnoreCase);

    // Written as JSON, a log shows what its messages and scopes carry as well.
    private async Task<ProgramRun> ServeAsync(string connection)
    {
        var path = Path.Combine(_folder.FullName, "silo.json");
        await File.WriteAllTextAsync(path, $$"""
            {
              "Orleans": {
                "ClusterId": "test", "ServiceId": "supernode",
                "Endpoints": {
                  "AdvertisedIPAddress": "127.0.0.1", "SiloPort": {{FreePort()}}, "GatewayPort": {{FreePort()}}
                },
                "Clustering": {{Store}},
                "GrainStorage": { "CloudMatrix": {{Store}} }
              },
              "Logging": {
                "LogLevel": { "Default": "Trace" },
                "Console": { "FormatterName": "json", "FormatterOptions": { "IncludeScopes": true } }
              }
            }
            """);
        Environment.SetEnvironmentVariable(Variable, connection);
        return await ProgramRun.OfAsync(Silo, "--config", path);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
