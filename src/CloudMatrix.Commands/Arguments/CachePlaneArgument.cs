using System.Collections.Immutable;
using System.CommandLine;
using CloudMatrix.Costs;

namespace CloudMatrix.Commands;

/// <summary>The option that says which network joins NPUs and the pool.</summary>
internal sealed class CachePlaneArgument
{
    private static readonly (string Word, CachePlane Plane)[] Words =
        [("ub", CachePlane.ScaleUp), ("vpc", CachePlane.FrontEnd), ("none", CachePlane.None)];

    private readonly Option<CachePlane?> _plane = OptionKinds.OneOf(
        "--cache-plane", "The network between NPUs and the pool (default ub).", Words);

    /// <summary>Adds the option to a verb.</summary>
    public void AddTo(Command command) => command.Add(_plane);

    /// <summary>The network.</summary>
    public CachePlane Read(ParseResult parse, CommandFaults faults) =>
        faults.ValueOf(parse, _plane) ?? CachePlane.ScaleUp;

    /// <summary>The same option where several networks are to be tried.</summary>
    public static Option<ImmutableArray<CachePlane>?> Several() => OptionKinds.List(
        "--cache-plane", "Networks between NPUs and the pool to try, of ub,vpc,none (default ub).", Parse);

    private static CachePlane Parse(string text)
    {
        var found = Words.Where(pair => pair.Word == text).ToList();
        return found.Count > 0 ? found[0].Plane : throw new FormatException($"'{text}' is none of ub,vpc,none.");
    }
}
