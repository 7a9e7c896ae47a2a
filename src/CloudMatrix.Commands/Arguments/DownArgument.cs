using System.Collections.Immutable;
using System.CommandLine;

namespace CloudMatrix.Commands;

/// <summary>The option that says what of a machine's network is down.</summary>
internal sealed class DownArgument
{
    private readonly Option<ImmutableArray<string>?> _down = OptionKinds.Names(
        "--down",
        "NAMES",
        "What of the network is down, e.g. plane:3 or link:die-34/plane-3,chip:l2/plane-3/7; may be repeated. "
        + "'topology --list planes|chips|links' prints the names.");

    /// <summary>Adds the option to a verb.</summary>
    public void AddTo(Command command) => command.Add(_down);

    /// <summary>Names as the user wrote them.</summary>
    public IReadOnlyList<string> Read(ParseResult parse, CommandFaults faults) => faults.ValueOf(parse, _down) ?? [];
}
