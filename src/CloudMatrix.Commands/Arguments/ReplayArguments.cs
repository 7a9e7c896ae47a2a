using System.CommandLine;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>The options of <c>replay</c>.</summary>
internal sealed class ReplayArguments
{
    private readonly ServingArguments _service = new();
    private readonly InstanceArguments _instances = new();
    private readonly ElasticArguments _elastic = new();
    private readonly CachePlaneArgument _plane = new();
    private readonly JsonArgument _json = new();

    private readonly Option<Fidelity?> _fidelity = OptionKinds.OneOf(
        "--fidelity",
        "memo: times from few runs of the full pipelines; token: each batch and iteration in full (default memo).",
        ("memo", Fidelity.Memo),
        ("token", Fidelity.Token));

    private readonly Option<string?> _plot = OptionKinds.File(
        "--plot", "DIR", "Draw latencies and load as SVG files into this folder; what is there is replaced.");

    private readonly Option<string?> _requestsOut = OptionKinds.File(
        "--requests-out", "FILE.csv", "Write what became of each request.");

    /// <summary>Adds the options to the verb.</summary>
    public void AddTo(Command command)
    {
        _service.AddTo(command);
        _instances.AddTo(command);
        _elastic.AddTo(command);
        _plane.AddTo(command);
        command.Add(_fidelity);
        _json.AddTo(command);
        command.Add(_plot);
        command.Add(_requestsOut);
    }

    /// <summary>Reads and checks them.</summary>
    /// <param name="parse">What the user wrote.</param>
    /// <param name="program">Reads its own options, and makes what serves the trace.</param>
    /// <exception cref="ConfigurationException">All that is wrong, at once.</exception>
    public ReplayRequest Read(ParseResult parse, IProgram program)
    {
        var faults = new CommandFaults(parse);
        var reading = WallClock.Start();
        var replay = _service.Read(parse, faults);
        var readIn = reading.Elapsed;
        var service = _instances.Read(parse, faults, replay.Service) with
        {
            Plane = _plane.Read(parse, faults),
            Elastic = _elastic.Read(parse, faults, replay.Slo),
            Fidelity = faults.ValueOf(parse, _fidelity) ?? Fidelity.Memo,
        };
        var spec = faults.Check(() => ReplaySpecReader.Read(replay with { Service = service }));
        var plots = Plots(parse, faults);
        var requests = faults.OutputOf(parse, _requestsOut);
        var engine = faults.Collect(() => program.OpenServingEngine(parse));
        faults.ThrowIfAny();
        return new ReplayRequest(spec!, readIn)
        {
            Engine = engine!,
            Json = _json.Read(parse),
            Plots = plots,
            Requests = requests,
        };
    }

    private OutputFolder? Plots(ParseResult parse, CommandFaults faults)
    {
        var folder = faults.ValueOf(parse, _plot) is { } path ? new OutputFolder(path) : null;
        if (folder?.FindFault() is { } fault)
        {
            faults.Add(_plot, fault);
        }

        return folder;
    }
}
