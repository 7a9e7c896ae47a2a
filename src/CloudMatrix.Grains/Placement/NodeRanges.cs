using System.Collections.Immutable;
using System.Globalization;
using CloudMatrix.Model;

namespace CloudMatrix.Grains;

/// <summary>Nodes of a machine as a configuration names them, e.g. "0-23,40".</summary>
public sealed class NodeRanges
{
    private readonly ImmutableArray<(int First, int Last)> _ranges;

    private NodeRanges(ImmutableArray<(int First, int Last)> ranges) => _ranges = ranges;

    /// <summary>Reads numbers and ranges between commas.</summary>
    /// <param name="text">E.g. "0-23,40".</param>
    /// <param name="nodes">Nodes of the machine.</param>
    /// <exception cref="FormatException">
    /// The text is not of that form, or names a node that the machine lacks.
    /// </exception>
    public static NodeRanges Parse(string text, int nodes)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new NodeRanges([.. text.Split(',').Select(part => Range(part.Trim(), nodes))]);
    }

    /// <summary>Whether a node is among them.</summary>
    public bool Contains(NodeId node) => _ranges.Any(range => node.Index >= range.First && node.Index <= range.Last);

    /// <summary>The form that <see cref="Parse"/> reads.</summary>
    public override string ToString() => string.Join(',', _ranges.Select(range => range.First == range.Last
        ? range.First.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{range.First}-{range.Last}")));

    private static (int First, int Last) Range(string text, int nodes)
    {
        var ends = text.Split('-');
        var isRead = ends.Length <= 2
            & int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            & int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last);
        return isRead && first <= last && last < nodes
            ? (first, last)
            : throw new FormatException($"'{text}' is not a range of nodes from 0 to {nodes - 1}, e.g. 0-{nodes - 1}.");
    }
}
