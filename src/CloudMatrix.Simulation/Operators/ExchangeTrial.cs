using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// Runs FusedDispatch and FusedCombine alone on whole dies, all ranks starting at once: the same windows, ports and prices
/// as in a decode step.
/// </summary>
public static class ExchangeTrial
{
    private const int TokensMax = 4096;

    /// <summary>Dispatch: until the slowest rank has packed what it received.</summary>
    /// <exception cref="ConfigurationException">All that is wrong with the options.</exception>
    public static ExchangeReport Dispatch(ExchangeOptions options)
    {
        var trial = Run(options);
        return Report(options, "dispatch", trial, trial.Packed, trial.Terms.Rows.Dispatch);
    }

    /// <summary>Combine: until the slowest rank has summed what came back.</summary>
    /// <exception cref="ConfigurationException">All that is wrong with the options.</exception>
    public static ExchangeReport Combine(ExchangeOptions options)
    {
        var trial = Run(options);
        return Report(options, "combine", trial, trial.Summed, trial.Terms.Rows.Combine);
    }

    private static Outcome Run(ExchangeOptions options)
    {
        var terms = Check(options);
        var gate = new GateShape(options.Model.RoutedExperts, options.Model.ExpertsPerToken, 1, 1);
        var router = LayerRouter.Build(options.Routing, gate, terms.Slots, options.Seed, 0);
        var exchange = new Exchange(terms.Slots, options.Tokens * router.RowsPerToken);
        var dies = Enumerable.Range(0, options.Ep).Select(rank => new DieExchange(new RankId(rank), terms)).ToArray();
        for (var rank = 0; rank < dies.Length; rank++)
        {
            var random = SeededStream.Derive(options.Seed, "routing", 0, 0, 0, rank);
            dies[rank].Send(exchange, options.Tokens, router, random, VirtualTime.Zero);
        }

        var packed = VirtualTime.Zero;
        for (var rank = 0; rank < dies.Length; rank++)
        {
            var die = dies[rank];
            packed = VirtualTime.Max(packed, die.Receive(exchange, Gather(exchange, terms, rank)).Packed);
            die.Return(exchange, VirtualTime.Zero);
        }

        var summed = VirtualTime.Zero;
        foreach (var die in dies)
        {
            summed = VirtualTime.Max(summed, die.Collect(exchange, options.Tokens).Summed);
        }

        return new Outcome(terms, packed, summed, dies.Max(die => die.Received.Total), dies.Sum(die => (long)die.Sent.Remote));
    }

    private static ExpertShardCore Gather(Exchange exchange, ExchangeTerms terms, int rank)
    {
        var neighbours = DieNeighbours.Of(rank, terms.Machine.DiesPerNode, terms.Slots.Dies);
        var shards = new ExpertShardCore(terms.Slots, (rank, rank + 1), neighbours);
        shards.Run(exchange.Windows, 0, default(CountsPayload));
        return shards;
    }

    private static ExchangeTerms Check(ExchangeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var faults = new Faults();
        faults.RequireRange("ep", options.Ep, (1, options.Machine.Dies), $"the dies of {options.Machine.Name}");
        faults.RequireRange("tokens", options.Tokens, (1, TokensMax), "tokens of each rank");
        var fabric = faults.Collect(() => FabricHealth.WithDown(new SupernodeTopology(options.Machine), options.Down));
        faults.ThrowIfAny();
        return new ExchangeTerms(
            options.Machine,
            fabric!,
            SlotMap.Deal(options.Ep, Math.Max(options.Ep, options.Model.RoutedExperts), 0),
            RowFormat.Of(options.Model.HiddenSize, options.Machine),
            DieShare.Whole(options.Machine));
    }

    private static ExchangeReport Report(
        ExchangeOptions options, string name, Outcome trial, VirtualTime end, Bytes row)
    {
        var latency = end - VirtualTime.Zero;
        var rows = (double)options.Tokens * options.Model.ExpertsPerToken;
        return new ExchangeReport(
            options.Machine.Name,
            name,
            options.Ep,
            options.Tokens,
            latency.TotalMicroseconds,
            rows * row.Count / latency.TotalSeconds / 1e9,
            trial.RowsMax / rows,
            trial.RemoteRows * row.Count,
            options.Seed);
    }

    private sealed record Outcome(
        ExchangeTerms Terms, VirtualTime Packed, VirtualTime Summed, int RowsMax, long RemoteRows);
}
