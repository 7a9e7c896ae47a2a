using System.Collections.Immutable;
using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests;

public sealed class CollectiveTests
{
    private static readonly ImmutableArray<DieNeighbours> Neighbours = RoutedTerms.Of(ToyPrefill.Spec).Neighbours;

    private static readonly ImmutableArray<int> Own = [5, 5, 5, 5, 5, 4, 4, 4];

    [Fact]
    public void Gather_UnevenShares_SendsWhatIsReceived()
    {
        var gather = Collective.Gather(Own, Neighbours, new Bytes(10));

        Assert.Equal(new RowCounts(5, 15, 20), gather.Sent[0]);
        Assert.Equal(new RowCounts(4, 13, 20), gather.Received[7]);
        Assert.Equal(Sum(gather.Sent).IntraNode, Sum(gather.Received).IntraNode);
        Assert.Equal(Sum(gather.Sent).InterNode, Sum(gather.Received).InterNode);
        Assert.Equal(37 * 7 * 10, gather.BusBytes);
    }

    [Fact]
    public void AllToAll_UnevenHeads_SendsWhatIsReceived()
    {
        var exchange = Collective.AllToAll(Own, [2, 2, 1, 1, 1, 1, 1, 1], Neighbours, new Bytes(10));

        Assert.Equal(new RowCounts(10, 30, 34), exchange.Sent[0]);
        Assert.Equal(new RowCounts(10, 20, 20), exchange.Received[0]);
        Assert.Equal(Sum(exchange.Sent).IntraNode, Sum(exchange.Received).IntraNode);
        Assert.Equal(Sum(exchange.Sent).InterNode, Sum(exchange.Received).InterNode);
    }

    private static RowCounts Sum(IEnumerable<RowCounts> rows) => rows.Aggregate((left, right) => left + right);
}
