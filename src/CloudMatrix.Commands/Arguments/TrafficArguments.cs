using System.CommandLine;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>The options that say how requests arrive, and what they are promised.</summary>
internal sealed class TrafficArguments
{
    private static readonly ReplayOptions Defaults = new() { Trace = CacheArguments.NoTrace };

    private readonly Option<int?> _limit = OptionKinds.Whole(
        "--limit", "Only so many of the trace's first requests (default all).");

    private readonly Option<double?> _speed = OptionKinds.Number(
        "--speed", "How many times faster than in the trace requests arrive (default 1).");

    private readonly Option<double?> _rate = OptionKinds.Number(
        "--rate", "Requests a second, on average, in place of a speed.");

    private readonly Option<VirtualDuration?> _sloTtft = OptionKinds.Duration(
        "--slo-ttft", "Promised time to the first token (default 2s).");

    private readonly Option<VirtualDuration?> _sloTpot = OptionKinds.Duration(
        "--slo-tpot", "Promised time per token after it (default 50ms).");

    private Option[] Own =>
        [_limit, _speed, _rate, _sloTtft, _sloTpot];

    /// <summary>Adds the options to the verb.</summary>
    public void AddTo(Command command) => Array.ForEach(Own, command.Add);

    /// <summary>Reads them.</summary>
    /// <param name="parse">What the user wrote.</param>
    /// <param name="faults">Takes what is wrong.</param>
    /// <param name="trace">The trace.</param>
    /// <param name="service">The service.</param>
    public ReplayOptions Read(ParseResult parse, CommandFaults faults, Trace trace, ServingOptions service)
    {
        return new ReplayOptions
        {
            Trace = trace,
            Service = service,
            Limit = Value(_limit),
            Speed = Value(_speed) ?? Defaults.Speed,
            Rate = Value(_rate),
            Slo = new ServiceLevel(Value(_sloTtft) ?? Defaults.Slo.Ttft, Value(_sloTpot) ?? Defaults.Slo.Tpot),
        };

        T? Value<T>(Option<T> option) => faults.ValueOf(parse, option);
    }
}
