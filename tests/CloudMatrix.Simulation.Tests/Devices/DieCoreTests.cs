using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests;

public sealed class DieCoreTests
{
    private static readonly CountsPayload Payload = NewPayload();
    private static readonly DecodePhase Dispatch = new(DecodePhaseKind.Dispatch, Layer: 1, Microbatch: 0);

    [Fact]
    public void Combine_EveryRowAnswered_CountsThem()
    {
        var (nodes, exchange) = RunExperts(_ => { });

        Run(nodes, exchange, DecodePhaseKind.Combine);

        var total = new DieTally();
        nodes.SelectMany(node => node.Tallies).ToList().ForEach(total.Add);
        Assert.Equal(total.RowsDispatched, total.RowsCombined);
    }

    [Fact]
    public void Combine_OneRowSentElsewhere_NamesTheBrokenInvariant()
    {
        // Opening a window again before its shards have answered leaves it as it was.
        var (nodes, exchange) = RunExperts(windows => windows.Open(9, RowsOf(9)).SlotOfRow[4]++);

        var exception = Assert.Throws<InvariantViolationException>(
            () => Run(nodes, exchange, DecodePhaseKind.Combine));

        var violation = exception.Violation;
        Assert.Equal("rows dispatched = rows combined", violation.Invariant);
        Assert.Equal("layer 1, microbatch 0, rank-9", violation.Entity);
        Assert.Equal(($"{RowsOf(9)} rows", $"{RowsOf(9) - 1} rows"), (violation.Expected, violation.Actual));
        Assert.Equal(Toy.Options.Seed, violation.Seed);
        Assert.True(violation.At > VirtualTime.Zero);
    }

    [Fact]
    public void Combine_AnswersLost_Throws()
    {
        var (nodes, exchange) = RunExperts(_ => { });
        exchange.Windows.Open(9, RowsOf(9));

        Assert.Throws<InvariantViolationException>(() => Run(nodes, exchange, DecodePhaseKind.Combine));
    }

    private static int RowsOf(int rank) =>
        Toy.Spec.RequestsOn(rank, 0, 2) * Toy.Spec.TokensPerRequest * Toy.Spec.RowsPerToken;

    private static (NodeCore[] Nodes, Exchange Exchange) RunExperts(Action<ExchangeWindows> meanwhile)
    {
        var run = Toy.Run(Toy.Options);
        var costs = new DieCosts(run.Spec, run.Point);
        NodeCore[] nodes =
            [.. Enumerable.Range(0, run.Spec.Nodes).Select(node => new NodeCore(new NodeId(node), costs, 2))];
        Array.ForEach(nodes, node => node.Begin(VirtualTime.Zero, Payload));
        var exchange = new Exchange(run.Spec.Slots, run.Spec.RowsMax(0, 2));
        Run(nodes, exchange, DecodePhaseKind.Dispatch);
        meanwhile(exchange.Windows);
        Run(nodes, exchange, DecodePhaseKind.Experts);
        return (nodes, exchange);
    }

    private static void Run(NodeCore[] nodes, Exchange exchange, DecodePhaseKind kind)
    {
        Array.ForEach(nodes, node => node.Run(Dispatch with { Kind = kind }, exchange, Payload, step: 0));
    }

    private static CountsPayload NewPayload()
    {
        using var phases = new ParallelPhases(1);
        return CountsPayload.Build(Toy.Run(Toy.Options), phases);
    }
}
