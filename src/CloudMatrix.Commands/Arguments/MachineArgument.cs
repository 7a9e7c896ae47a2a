using System.CommandLine;
using CloudMatrix.Model;

namespace CloudMatrix.Commands;

/// <summary>The option that says what machine is meant.</summary>
internal sealed class MachineArgument
{
    private readonly Option<string?> _machine = OptionKinds.File(
        "--machine", "FILE", "Machine file, JSON with units (default: CloudMatrix384, built in).");

    /// <summary>Adds the option to a verb.</summary>
    public void AddTo(Command command) => command.Add(_machine);

    /// <summary>The machine; CloudMatrix384 where none is named, or the named one has faults.</summary>
    public MachineSpec Read(ParseResult parse, CommandFaults faults) =>
        faults.ValueOf(parse, _machine) is { } path
            ? faults.ReadFile(_machine, () => MachineSpecReader.FromFile(path)) ?? DefaultMachine.Read()
            : DefaultMachine.Read();
}
