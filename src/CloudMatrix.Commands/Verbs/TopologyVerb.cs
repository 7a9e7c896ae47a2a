using System.CommandLine;
using CloudMatrix.Model;

namespace CloudMatrix.Commands;

/// <summary><c>topology</c>: what a machine is made of, and what is left of it when parts are down.</summary>
internal sealed class TopologyVerb(Terminal terminal)
{
    private readonly MachineArgument _machine = new();
    private readonly DownArgument _down = new();
    private readonly JsonArgument _json = new();

    private readonly Option<FabricPart?> _list = OptionKinds.OneOf(
        "--list",
        "List the names of all planes, chips or links instead, as --down takes them.",
        ("planes", FabricPart.Planes),
        ("chips", FabricPart.Chips),
        ("links", FabricPart.Links));

    private enum FabricPart
    {
        Planes,
        Chips,
        Links,
    }

    /// <summary>The verb with its options.</summary>
    public Command ToCommand()
    {
        var command = new Command("topology", "What a machine is made of, and what is left of it when parts are down.");
        _machine.AddTo(command);
        _down.AddTo(command);
        command.Add(_list);
        _json.AddTo(command);
        command.SetAction((parse, _) => RunAsync(parse));
        return command;
    }

    private static IEnumerable<IFabricElement> PartsOf(SupernodeTopology topology, FabricPart part) => part switch
    {
        FabricPart.Planes => topology.SubPlanes.Select(plane => new SubPlane(plane)),
        FabricPart.Chips => topology.L1Chips.Concat<IFabricElement>(topology.L2Chips),
        _ => topology.DieLanes.Concat<IFabricElement>(topology.CpuLanes).Concat(topology.Uplinks),
    };

    private Task<int> RunAsync(ParseResult parse)
    {
        var faults = new CommandFaults(parse);
        var topology = new SupernodeTopology(_machine.Read(parse, faults));
        var health = faults.Check(() => FabricHealth.WithDown(topology, _down.Read(parse, faults)));
        var listed = faults.ValueOf(parse, _list);
        faults.ThrowIfAny();
        if (listed is { } part)
        {
            var names = PartsOf(topology, part).Select(element => element.ToString()!).ToList();
            _json.Print(parse, terminal, names, (_, lines) => lines.ForEach(terminal.Output.WriteLine));
        }
        else
        {
            _json.Print(parse, terminal, TopologyReport.Of(topology, health!), TopologyText.Write);
        }

        return Task.FromResult(ExitCode.Done);
    }
}
