using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CloudMatrix.Model;

/// <summary>Reads the names of a fabric's elements.</summary>
/// <remarks>Without its numbers a name is one of six patterns, e.g. <c>link:die-#/plane-#</c>.</remarks>
internal sealed class FabricNames
{
    // A number stands after a separator; the digit of "l1" and "l2" belongs to the word.
    private static readonly Regex Number = new("(?<=[-:/])[0-9]+");

    private readonly Dictionary<string, Pattern> _patterns;

    public FabricNames(SupernodeTopology topology)
    {
        var machine = topology.Machine;
        var plane = new Limit("sub-planes", machine.ScaleUp.SubPlanes);
        var node = new Limit("nodes", machine.Nodes);
        var die = new Limit("dies", machine.Dies);
        var cpu = new Limit("CPUs in the scale-up network", topology.ConnectedCpuCount);
        var l2 = new Limit("L2 chips of a sub-plane", machine.ScaleUp.L2ChipsPerSubPlane);
        _patterns = new Dictionary<string, Pattern>(StringComparer.Ordinal)
        {
            ["plane:#"] = new([plane], at => new SubPlane(new(at[0]))),
            ["link:die-#/plane-#"] = new([die, plane], at => new DieLane(new(at[0]), new(at[1]))),
            ["link:cpu-#/plane-#"] = new([cpu, plane], at => new CpuLane(new(at[0]), new(at[1]))),
            ["link:node-#/plane-#/l2-#"] = new([node, plane, l2], at => new Uplink(new(at[0]), new(at[1]), at[2])),
            ["chip:l1/node-#/plane-#"] = new([node, plane], at => new L1Chip(new(at[0]), new(at[1]))),
            ["chip:l2/plane-#/#"] = new([plane, l2], at => new L2Chip(new(at[0]), at[1])),
        };
    }

    public bool TryParse(
        string name, [NotNullWhen(true)] out IFabricElement? element, [NotNullWhen(false)] out string? fault)
    {
        ArgumentNullException.ThrowIfNull(name);
        element = null;
        if (!_patterns.TryGetValue(Number.Replace(name, "#"), out var pattern))
        {
            var known = string.Join(", ", _patterns.Keys.Select(key => key.Replace('#', 'N')));
            fault = $"'{name}' is not a part of the network; write {known}";
            return false;
        }

        ImmutableArray<string> numbers = [.. Number.Matches(name).Select(match => match.Value)];
        ImmutableArray<string> faults = [.. numbers.Zip(pattern.Limits, FaultOf).OfType<string>()];
        if (!faults.IsEmpty)
        {
            fault = $"'{name}': {string.Join("; ", faults)}";
            return false;
        }

        fault = null;
        element = pattern.Make([.. numbers.Select(number => int.Parse(number, CultureInfo.InvariantCulture))]);
        return true;
    }

    private static string? FaultOf(string number, Limit limit)
    {
        if (int.TryParse(number, CultureInfo.InvariantCulture, out var index) && index < limit.Count)
        {
            return null;
        }

        return limit.Count == 0
            ? $"this machine has no {limit.Things}"
            : $"{number} is out of range; {limit.Things} are 0 to {limit.Count - 1}";
    }

    private sealed record Pattern(ImmutableArray<Limit> Limits, Func<ImmutableArray<int>, IFabricElement> Make);

    private readonly record struct Limit(string Things, int Count);
}
