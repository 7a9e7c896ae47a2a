using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using CloudMatrix.Client;
using CloudMatrix.Grains.Abstractions;

namespace CloudMatrix.Cluster.Tests;

/// <summary>The silo program as a person starts it.</summary>
public sealed class SiloProgramTests : IDisposable
{
    private static readonly string Silo = Repository.ProgramOf("src/CloudMatrix.Silo", "cloudmatrix-silo");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cloudmatrix-silo-");

    [Fact]
    public async Task Decode_OnItsOwnCluster_PrintsTheReportOfTheEmbeddedEngine()
    {
        var config = Write("one", Ports(), null);

        string[] decode = ["decode", "--npus", "16", "--batch", "8", "--steps", "2", "--seed", "5", "--json"];

        var run = await ProgramRun.OfAsync(Silo, [.. decode, "--config", config]);

        Assert.True(run.ExitCode == 0, run.Error);
        var cli = await ProgramRun.OfAsync(Repository.ProgramOf("src/CloudMatrix.Cli", "cloudmatrix"), decode);
        Assert.Equal(ReportIn(cli.Output), ReportIn(run.Output));
    }

    [Fact]
    public async Task Serve_SiloOfAnotherMachine_LeavesWithOneMessage()
    {
        var primary = Ports();
        using var first = await ServeAsync(Write("first", primary, primary));
        try
        {
            var machine = Path.Combine(_folder.FullName, "machine.json");
            var text = await File.ReadAllTextAsync(Repository.PathOf("silo-configs/machines/cloudmatrix384.json"));
            var half = text.Replace("\"nodes\": 48", "\"nodes\": 24", StringComparison.Ordinal);
            await File.WriteAllTextAsync(machine, half);
            var second = Write("second", Ports(), primary, $$""" "CloudMatrix": { "Machine": "{{machine}}" }, """);

            var run = await ProgramRun.OfAsync(Silo, "--config", second);

            Assert.Equal(2, run.ExitCode);
            Assert.Contains("This silo cannot join the cluster", run.Error, StringComparison.Ordinal);
        }
        finally
        {
            first.Kill();
        }
    }

    [Fact]
    public async Task Serve_PortsInUse_NamesThem()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var run = await ProgramRun.OfAsync(Silo, "--config", Write("taken", (port, Ports().Gateway), null));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"Orleans:Endpoints:SiloPort: {port} is in use", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_NoPrimary_SaysWhatToStart()
    {
        var run = await ProgramRun.OfAsync(Silo, "--config", Write("alone", Ports(), Ports()));

        Assert.Equal(69, run.ExitCode);
        Assert.Contains("does not answer", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_ConfigurationFullOfFaults_TellsThemAll()
    {
        var config = Path.Combine(_folder.FullName, "faults.json");
        await File.WriteAllTextAsync(config, """
            {
              "Orleans": {
                "Clusterid": "test", "Service": "y", "Endpoints": { "SiloPort": 99999, "HttpPort": 1 },
                "Clustering": { "PrimarySiloEndPoint": "here", "Primary": "there" }
              },
              "CloudMatrix": { "Machine": "gone.json", "Nodes": "0-99", "Colour": 1 },
              "Extra": {}
            }
            """);

        var run = await ProgramRun.OfAsync(Silo, "decode", "--npus", "999", "--config", config);

        Assert.Equal(2, run.ExitCode);
        var keys = new[]
        {
            "--npus", "Extra", "SiloPort", "GatewayPort", "ProviderType", "PrimarySiloEndPoint", "Colour", "Machine",
            "Nodes", "Orleans:Service: unknown key", "Orleans:Endpoints:HttpPort: unknown key",
            "Orleans:Clustering:Primary: unknown key",
        };
        Assert.Equal(keys.Length, run.Error.TrimEnd().Split('\n').Length);
        Assert.All(keys, key => Assert.Contains(key, run.Error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Serve_DatabaseOfAnotherKindWithoutItsSecret_SaysWhatIsMissing()
    {
        var config = Path.Combine(_folder.FullName, "database.json");
        await File.WriteAllTextAsync(config, """
            {
              "Orleans": {
                "Endpoints": { "SiloPort": 11111, "GatewayPort": 30000 },
                "Clustering": {
                  "ProviderType": "AdoNet", "Invariant": "MySql", "ConnectionString": "env:CLOUDMATRIX_NOT_SET"
                },
                "GrainStorage": {
                  "CloudMatrix": { "ProviderType": "AdoNet", "Invariant": "Npgsql" },
                  "Other": { "ProviderType": "AdoNet", "Invariant": "Npgsql", "ConnectionString": "Password=tell" }
                }
              }
            }
            """);

        var run = await ProgramRun.OfAsync(Silo, "--config", config);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Clustering:Invariant: 'MySql'", run.Error, StringComparison.Ordinal);
        Assert.Contains("'CLOUDMATRIX_NOT_SET' is not set", run.Error, StringComparison.Ordinal);
        Assert.Contains("CloudMatrix:ConnectionString: missing", run.Error, StringComparison.Ordinal);
        Assert.Contains("Other:ConnectionString: holds a password", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("tell", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_RedisWrittenWrongly_TellsEveryFaultAndNoPassword()
    {
        var config = Path.Combine(_folder.FullName, "redis.json");
        await File.WriteAllTextAsync(config, """
            {
              "Orleans": {
                "Endpoints": { "AdvertisedIPAddress": "env:CLOUDMATRIX_NOT_SET", "SiloPort": 11111, "GatewayPort": 1 },
                "Clustering": {
                  "ProviderType": "Redis", "Invariant": "Npgsql", "Conection": 1,
                  "ConnectionString": "127.0.0.1:6379,password=tell"
                },
                "GrainStorage": {
                  "CloudMatrix": { "ProviderType": "Redis", "ServiceKey": "mine" },
                  "Other": { "ProviderType": "Redis", "ConnectionString": "127.0.0.1:6379,pasword=tell" },
                  "Third": { "ProviderType": "Redis", "ConnectionString": "file:gone" }
                }
              }
            }
            """);

        var run = await ProgramRun.OfAsync(Silo, "--config", config);

        Assert.Equal(2, run.ExitCode);
        var faults = new[]
        {
            "AdvertisedIPAddress: the environment variable 'CLOUDMATRIX_NOT_SET' is not set", "Clustering:Invariant:",
            "Clustering:Conection: unknown key; there are ProviderType, ConnectionString.",
            "Clustering:ConnectionString: holds a password", "CloudMatrix:ServiceKey:",
            "CloudMatrix:ConnectionString: missing", "Other:ConnectionString: is no connection string of Redis",
            "Third:ConnectionString: Could not find file",
        };
        Assert.Equal(faults.Length, run.Error.TrimEnd().Split('\n').Length);
        Assert.All(faults, fault => Assert.Contains(fault, run.Error, StringComparison.Ordinal));
        Assert.DoesNotContain("tell", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_NoStoreAnswers_NamesThemAllAndTheirSections()
    {
        var (redis, postgres) = Ports();
        var password = Path.Combine(_folder.FullName, "secret");
        await File.WriteAllTextAsync(password, $"127.0.0.1:{redis},password=tell,connectTimeout=500,connectRetry=1");
        var config = Path.Combine(_folder.FullName, "away.json");
        await File.WriteAllTextAsync(config, $$"""
            {
              "Orleans": {
                "Endpoints": { "AdvertisedIPAddress": "127.0.0.1", "SiloPort": {{Ports().Silo}}, "GatewayPort": 1 },
                "Clustering": { "ProviderType": "Redis", "ConnectionString": "file:{{password}}" },
                "GrainStorage": {
                  "CloudMatrix": {
                    "ProviderType": "AdoNet", "Invariant": "Npgsql",
                    "ConnectionString": "Host=127.0.0.1;Port={{postgres}};Username=me"
                  }
                }
              }
            }
            """);

        var run = await ProgramRun.OfAsync(Silo, "--config", config);

        Assert.Equal(69, run.ExitCode);
        string[] lines =
        [
            $"Redis at 127.0.0.1:{redis}, of Orleans:Clustering, does not answer.",
            $"PostgreSQL at 127.0.0.1:{postgres}, of Orleans:GrainStorage:CloudMatrix, does not answer (Connection "
                + "refused).",
        ];
        Assert.Equal(lines, run.Error.TrimEnd().ReplaceLineEndings("\n").Split('\n'));
    }

    [Fact]
    public async Task Serve_BeyondLoopbackWithoutAKey_IsRefusedBeforeAPortOpens()
    {
        var config = Write("open", Ports(), null, """ "Http": { "Address": "0.0.0.0", "Port": 0 }, """);

        var run = await ProgramRun.OfAsync(Silo, "--config", config);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Http:Key: missing", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Serve_AskedToStopInTheMiddleOfADecode_HandsItOverAndEndsWithZero()
    {
        var (primary, other) = (Ports(), Ports());
        using var first = await ServeAsync(Write("staying", primary, primary));
        using var second = await ServeAsync(Write("leaving", other, primary));
        try
        {
            await using var client = await SupernodeClient.ConnectAsync($"127.0.0.1:{primary.Gateway}", "test");
            var options = Decodes.Small with { Steps = 12 };
            var instance = client.Grains.DecodeInstance("handed-over");
            await instance.Start(Decodes.Order(options));
            var last = DecodeStatus.None;
            await foreach (var status in instance.WatchAsync())
            {
                if (last.StepsDone < 2 && status.StepsDone >= 2)
                {
                    using var kill = Process.Start("kill", ["-TERM", $"{second.Id}"]);
                }

                last = status;
            }

            // The cluster may drop the instance itself, if the silo that leaves knew where it lives: then one step is
            // begun again.
            Assert.Equal(DecodeLife.Done, last.Life);
            Assert.InRange(last.Replays, 0, 1);
            Assert.Equal(
                await Decodes.EmbeddedAsync(options), Decodes.Text((await instance.GetResult())!.Report));
            await second.WaitForExitAsync();
            Assert.Equal(0, second.ExitCode);
        }
        finally
        {
            first.Kill();
            second.Kill();
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<Process> ServeAsync(string config)
    {
        var process = ProgramRun.Start(Silo, "--config", config);
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("Ready", StringComparison.Ordinal))
            {
                return process;
            }
        }

        throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
    }

    private static string ReportIn(string json) =>
        JsonDocument.Parse(json).RootElement.GetProperty("report").GetRawText();

    private static (int Silo, int Gateway) Ports()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }

    private string Write(
        string name, (int Silo, int Gateway) ports, (int Silo, int Gateway)? primary, string more = "")
    {
        var path = Path.Combine(_folder.FullName, $"{name}.json");
        var end = primary is var (silo, _) ? $$""", "PrimarySiloEndPoint": "127.0.0.1:{{silo}}" """ : "";
        File.WriteAllText(path, $$"""
            {
              {{more}}
              "Orleans": {
                "ClusterId": "test", "ServiceId": "supernode",
                "Endpoints": {
                  "AdvertisedIPAddress": "127.0.0.1", "SiloPort": {{ports.Silo}}, "GatewayPort": {{ports.Gateway}}
                },
                "Clustering": { "ProviderType": "Development"{{end}} }
              },
              "Logging": { "LogLevel": { "Default": "Error" } }
            }
            """);
        return path;
    }
}
