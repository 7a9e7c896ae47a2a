using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// Runs FusedDispatch and FusedCombine alone on whole dies, all ranks starting at once: the same windows, ports and
/// prices as in a decode step.
/// </summary>
public sealed class ExchangeTrial
{
    private const int TokensMax = 4096;
    private const int RepeatsMax = 10_000;

    private readonly ExchangeOptions _options;
    private readonly ExchangeTerms _terms;
    private readonly LayerRouter _router;
    private readonly Exchange _exchange;
    private readonly DieExchange[] _dies;
    private readonly ExpertShardCore[] _shards;
    private VirtualDuration _dispatch;
    private VirtualDuration _combine;
    private long _hottestRows;
    private long _remoteRows;

    private ExchangeTrial(ExchangeOptions options, ExchangeTerms terms)
    {
        var gate = new GateShape(options.Model.RoutedExperts, options.Model.ExpertsPerToken, 1, 1);
        var ranks = Enumerable.Range(0, options.Ep);
        _options = options;
        _terms = terms;
        _router = LayerRouter.Build(new RoutingTerms(options.Routing, gate, terms.Slots, options.Seed), 0);
        _exchange = new Exchange(terms.Slots, options.Tokens * _router.RowsPerToken);
        _dies = [.. ranks.Select(rank => new DieExchange(new RankId(rank), terms))];
        _shards = [.. ranks.Select(rank => new ExpertShardCore(
            terms.Slots,
            terms.Slots.SlotsOf(rank, rank + 1),
            DieNeighbours.Of(rank, terms.Machine.DiesPerNode, options.Ep)))];
    }

    /// <summary>Dispatch: until the slowest rank has packed what it received.</summary>
    /// <exception cref="ConfigurationException">All that is wrong with the options.</exception>
    public static ExchangeReport Dispatch(ExchangeOptions options)
    {
        var trial = Run(options);
        return trial.Report("dispatch", trial._dispatch, trial._terms.Rows.Dispatch);
    }

    /// <summary>Combine: until the slowest rank has summed what came back.</summary>
    /// <exception cref="ConfigurationException">All that is wrong with the options.</exception>
    public static ExchangeReport Combine(ExchangeOptions options)
    {
        var trial = Run(options);
        return trial.Report("combine", trial._combine, trial._terms.Rows.Combine);
    }

    private static ExchangeTrial Run(ExchangeOptions options)
    {
        var trial = new ExchangeTrial(options, Check(options));
        for (var repeat = 0; repeat < options.Repeats; repeat++)
        {
            trial.RunOnce(repeat);
        }

        return trial;
    }

    private static ExchangeTerms Check(ExchangeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var faults = new Faults();
        faults.RequireRange("ep", options.Ep, (1, options.Machine.Dies), $"the dies of {options.Machine.Name}");
        faults.RequireRange("tokens", options.Tokens, (1, TokensMax), "tokens of each rank");
        faults.RequireRange("repeats", options.Repeats, (1, RepeatsMax), "trials");
        var rows = (long)options.Tokens * options.Model.ExpertsPerToken;
        if (rows > ushort.MaxValue)
        {
            faults.Add("tokens", $"{options.Tokens} makes {rows} rows a rank; a window holds {ushort.MaxValue}.");
        }

        var fabric = faults.Collect(() => FabricHealth.WithDown(new SupernodeTopology(options.Machine), options.Down));
        faults.ThrowIfAny();
        return new ExchangeTerms(
            options.Machine,
            fabric!,
            SlotMap.Deal(options.Ep, Math.Max(options.Ep, options.Model.RoutedExperts), 0),
            RowFormat.Of(options.Model.HiddenSize, options.Machine),
            DieShare.Whole(options.Machine));
    }

    private void RunOnce(int repeat)
    {
        for (var rank = 0; rank < _dies.Length; rank++)
        {
            var random = SeededStream.Derive(_options.Seed, "routing", repeat, 0, 0, rank);
            var window = _exchange.Windows.Open(rank, _options.Tokens * _router.RowsPerToken);
            _router.Route(rank, ref random, window.SlotOfRow);
            _dies[rank].Send(_exchange, window, VirtualTime.Zero);
        }

        var packed = VirtualTime.Zero;
        for (var rank = 0; rank < _dies.Length; rank++)
        {
            _shards[rank].Run(_exchange);
            packed = VirtualTime.Max(packed, _dies[rank].Receive(_exchange).Packed);
            _dies[rank].Return(_exchange, VirtualTime.Zero);
        }

        var summed = VirtualTime.Zero;
        foreach (var die in _dies)
        {
            summed = VirtualTime.Max(summed, die.Collect(_exchange, _options.Tokens).Summed);
        }

        _dispatch += packed - VirtualTime.Zero;
        _combine += summed - VirtualTime.Zero;
        _hottestRows += _dies.Max(die => die.Received.Total);
        _remoteRows += _dies.Sum(die => (long)die.Sent.Remote);
    }

    private ExchangeReport Report(string name, VirtualDuration total, Bytes row)
    {
        var rows = (double)_options.Tokens * _options.Model.ExpertsPerToken;
        return new ExchangeReport(
            _options.Machine.Name,
            name,
            _options.Ep,
            _options.Tokens,
            _options.Repeats,
            total.TotalMicroseconds / _options.Repeats,
            rows * row.Count * _options.Repeats / total.TotalSeconds / 1e9,
            _hottestRows / (rows * _options.Repeats),
            _remoteRows * row.Count,
            _options.Seed);
    }
}
