using System.CommandLine;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>
/// The options of a service that all verbs have: its trace, its machine and pool, how requests arrive and are treated.
/// </summary>
internal sealed class ServingArguments
{
    private readonly TraceArgument _trace = new();
    private readonly TrafficArguments _traffic = new();
    private readonly PolicyArguments _policy = new();
    private readonly CacheArguments _cache = new();
    private readonly DownArgument _down = new();

    /// <summary>Adds the options to the verb.</summary>
    public void AddTo(Command command)
    {
        _trace.AddTo(command);
        _traffic.AddTo(command);
        _policy.AddTo(command);
        _cache.AddTo(command);
        _down.AddTo(command);
    }

    /// <summary>Reads them.</summary>
    /// <param name="parse">What the user wrote.</param>
    /// <param name="faults">Takes what is wrong.</param>
    /// <returns>The replay; without requests where its trace has faults.</returns>
    public ReplayOptions Read(ParseResult parse, CommandFaults faults)
    {
        var cache = _cache.Read(parse, faults, _trace.Read(parse, faults));
        var service = new ServingOptions
        {
            Machine = cache.Machine,
            Model = cache.Model,
            DramCapacity = cache.DramCapacity,
            SsdCapacity = cache.SsdCapacity,
            Quota = cache.Quota,
            BlockTokens = cache.BlockTokens,
            Down = _down.Read(parse, faults),
        };
        return _traffic.Read(parse, faults, cache.Trace, _policy.Read(parse, faults, service));
    }
}
