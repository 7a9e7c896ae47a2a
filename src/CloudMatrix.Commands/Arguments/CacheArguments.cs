using System.CommandLine;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>The options of the pool: machine, model, capacities and blocks.</summary>
internal sealed class CacheArguments
{
    private static readonly CacheOptions Defaults = new() { Trace = NoTrace };

    private readonly MachineArgument _machine = new();
    private readonly ModelArgument _model = new();

    private readonly Option<SizeLimit?> _capacity = OptionKinds.SizeOrInfinite(
        "--cache-capacity",
        "Memory of all CPUs together, e.g. \"2 TB\" (default: what the machine file states; infinite if nothing).");

    private readonly Option<SizeLimit?> _ssd = OptionKinds.SizeOrInfinite(
        "--ssd-capacity", "Volumes behind the memory, e.g. \"20 TB\" (default: none; what leaves memory is gone).");

    private readonly Option<SizeLimit?> _quota = OptionKinds.SizeOrInfinite(
        "--quota", "What the context cache's namespace may take of each tier (default infinite).");

    private readonly Option<int?> _blockTokens = OptionKinds.Whole(
        "--block-tokens",
        $"Tokens of a block, 16 to 512, a divisor of the trace's 512 (default {Defaults.BlockTokens}).");

    // Stands in where no trace could be read, so that the other options can be checked.
    internal static Trace NoTrace => new() { Format = TraceFormat.Mooncake, Requests = [] };

    /// <summary>Adds the options to the verb.</summary>
    public void AddTo(Command command)
    {
        _machine.AddTo(command);
        _model.AddTo(command);
        Array.ForEach<Option>([_capacity, _ssd, _quota, _blockTokens], command.Add);
    }

    /// <summary>Reads them; the network to the pool is the default one.</summary>
    public CacheOptions Read(ParseResult parse, CommandFaults faults, Trace? trace) => new()
    {
        Trace = trace ?? NoTrace,
        Machine = _machine.Read(parse, faults),
        Model = _model.Read(parse, faults),
        DramCapacity = faults.ValueOf(parse, _capacity),
        SsdCapacity = faults.ValueOf(parse, _ssd),
        Quota = faults.ValueOf(parse, _quota) ?? Defaults.Quota,
        BlockTokens = faults.ValueOf(parse, _blockTokens) ?? Defaults.BlockTokens,
    };
}
