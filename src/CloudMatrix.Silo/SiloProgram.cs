using System.CommandLine;
using CloudMatrix.Commands;
using CloudMatrix.Model;

namespace CloudMatrix.Silo;

/// <summary>
/// The program that hosts silos: serves until it is stopped, or runs a verb on a cluster that it starts for it.
/// </summary>
internal sealed class SiloProgram : IProgram
{
    private const string ConfigName = "--config";

    private readonly Option<string?> _config = new(ConfigName)
    {
        HelpName = "FILE",
        Description = "Silo configuration, JSON, e.g. silo-configs/laptop.json.",
        Recursive = true,
    };

    public string Name => "cloudmatrix-silo";

    public string Description =>
        "Hosts a CloudMatrix384 supernode as Orleans grains; without a verb it serves until it is stopped.";

    public void AddTo(Command root) => root.Add(_config);

    public IDecodeEngine OpenEngine(ParseResult parse) => new SiloDecodeEngine(ReadConfiguration(parse));

    public IServingEngine OpenServingEngine(ParseResult parse) => new SiloServingEngine(ReadConfiguration(parse));

    public Task<int> RunBareAsync(ParseResult parse, Terminal terminal, CancellationToken cancellation) =>
        SiloServer.RunAsync(ReadConfiguration(parse), terminal, cancellation);

    private SiloConfiguration ReadConfiguration(ParseResult parse) => parse.GetValue(_config) is { } path
        ? SiloConfiguration.FromFile(path)
        : throw new ConfigurationException([$"{ConfigName}: names no file, e.g. silo-configs/laptop.json."]);
}
