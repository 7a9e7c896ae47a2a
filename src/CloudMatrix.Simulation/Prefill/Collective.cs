using System.Collections.Immutable;
using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>What the dies of an instance send one another in one collective.</summary>
/// <param name="Sent">Rows that each die sends [dies].</param>
/// <param name="Received">Rows that each die receives [dies].</param>
/// <param name="Row">Bytes of each.</param>
internal sealed record Collective(ImmutableArray<RowCounts> Sent, ImmutableArray<RowCounts> Received, Bytes Row)
{
    /// <summary>Bytes that cross the bus.</summary>
    public long BusBytes => Sent.Sum(rows => (long)rows.Remote) * Row.Count;

    /// <summary>Every die sends every other all of its own rows.</summary>
    /// <param name="own">Rows of each die [dies].</param>
    /// <param name="neighbours">Where each die is [dies].</param>
    /// <param name="row">Bytes of a row.</param>
    public static Collective Gather(
        ImmutableArray<int> own, ImmutableArray<DieNeighbours> neighbours, Bytes row)
    {
        var dies = own.Length;
        var sent = neighbours.Select(at => Counts(
            own[at.Die], own[at.Die] * (at.NodeEnd - at.NodeFirst), own[at.Die] * dies));
        var received = neighbours.Select(at => Counts(own[at.Die], NodeSum(own, at), own.Sum()));
        return new Collective([.. sent], [.. received], row);
    }

    /// <summary>
    /// Every die sends every other what its heads computed for the other's tokens: a row for each head.
    /// </summary>
    /// <param name="own">Tokens of each die [dies].</param>
    /// <param name="heads">Heads of each die [dies].</param>
    /// <param name="neighbours">Where each die is [dies].</param>
    /// <param name="row">Bytes of a row.</param>
    public static Collective AllToAll(
        ImmutableArray<int> own, ImmutableArray<int> heads, ImmutableArray<DieNeighbours> neighbours, Bytes row)
    {
        var sent = neighbours.Select(at => Times(heads[at.Die], Counts(own[at.Die], NodeSum(own, at), own.Sum())));
        var received = neighbours.Select(
            at => Times(own[at.Die], Counts(heads[at.Die], NodeSum(heads, at), heads.Sum())));
        return new Collective([.. sent], [.. received], row);
    }

    private static int NodeSum(ImmutableArray<int> values, DieNeighbours at) =>
        values[at.NodeFirst..at.NodeEnd].Sum();

    private static RowCounts Counts(int die, int node, int all) => new(die, node - die, all - node);

    private static RowCounts Times(int factor, RowCounts rows) =>
        new(factor * rows.Local, factor * rows.IntraNode, factor * rows.InterNode);
}
