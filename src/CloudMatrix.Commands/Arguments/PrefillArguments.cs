using System.CommandLine;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>The options of <c>prefill</c>.</summary>
internal sealed class PrefillArguments
{
    private static readonly PrefillOptions Defaults = new();

    private readonly MachineArgument _machine = new();
    private readonly ModelArgument _model = new();
    private readonly DownArgument _down = new();
    private readonly OutputArguments _outputs = new("Draw the three streams' timeline of one layer.");

    private readonly Option<int?> _npus = OptionKinds.Whole(
        "--npus",
        "NPUs of the instance, 1 to those of the machine; their dies share the model's heads "
        + $"(default {Defaults.Npus}).");

    private readonly Option<int?> _batchTokens = OptionKinds.Whole(
        "--batch-tokens", $"New tokens per NPU, 1 to what memory holds (default {Defaults.BatchTokens}).");

    private readonly Option<int?> _prompt = OptionKinds.Whole(
        "--prompt", $"Tokens of a prompt, 1 to the model's limit (default {Defaults.Prompt}).");

    private readonly Option<int?> _cached = OptionKinds.Whole(
        "--cached", $"Tokens of each prompt that are cached and only attended to (default {Defaults.Cached}).");

    private readonly Option<int?> _microbatches = OptionKinds.Whole(
        "--microbatches", $"Interleaved microbatches, 1 or 2 (default {Defaults.Microbatches}).");

    private readonly Option<RoutingSpec?> _routing = OptionKinds.Routing(
        "--routing",
        "How tokens choose experts: balanced (perfect EPLB), uniform or skewed[:S], S being the standard deviation of "
        + $"the logarithm of an expert's popularity, 0 to 3 (default {Defaults.Routing}, fitted to one published row).",
        PrefillOptions.DefaultSkew);

    private readonly Option<BalancerView?> _balancer = OptionKinds.OneOf(
        "--balancer",
        "Whether the balancer has placed experts by the popularity of these prompts, or by one that told nothing of it "
        + "(default outdated).",
        ("current", BalancerView.Current),
        ("outdated", BalancerView.Outdated));

    private readonly Option<int?> _redundant = OptionKinds.Whole(
        "--redundant", "Redundant replicas of routed experts, 0 or more (default one for each die).");

    private readonly Option<ulong?> _seed = OptionKinds.Seed(
        "--seed", $"Seed of every random number; the same seed gives the same report (default {Defaults.Seed}).");

    private Option[] Own =>
        [_npus, _batchTokens, _prompt, _cached, _microbatches, _routing, _balancer, _redundant, _seed];

    /// <summary>Adds the options to the verb.</summary>
    public void AddTo(Command command)
    {
        _machine.AddTo(command);
        _model.AddTo(command);
        Array.ForEach(Own, command.Add);
        _down.AddTo(command);
        _outputs.AddTo(command);
    }

    /// <summary>Reads and checks them.</summary>
    /// <param name="parse">What the user wrote.</param>
    /// <exception cref="ConfigurationException">All that is wrong, at once.</exception>
    public (PrefillSpec Spec, RunOutputs Outputs) Read(ParseResult parse)
    {
        var faults = new CommandFaults(parse);
        var options = ReadOptions(parse, faults);
        var spec = faults.Check(() => PrefillSpecReader.Read(options));
        var outputs = _outputs.Read(parse, faults, spec?.Dies);
        faults.ThrowIfAny();
        return (spec!, outputs);
    }

    private PrefillOptions ReadOptions(ParseResult parse, CommandFaults faults)
    {
        return new PrefillOptions
        {
            Machine = _machine.Read(parse, faults),
            Model = _model.Read(parse, faults),
            Npus = Value(_npus) ?? Defaults.Npus,
            BatchTokens = Value(_batchTokens) ?? Defaults.BatchTokens,
            Prompt = Value(_prompt) ?? Defaults.Prompt,
            Cached = Value(_cached) ?? Defaults.Cached,
            Microbatches = Value(_microbatches) ?? Defaults.Microbatches,
            Routing = Value(_routing) ?? Defaults.Routing,
            Balancer = Value(_balancer) ?? Defaults.Balancer,
            Redundant = Value(_redundant),
            Down = _down.Read(parse, faults),
            Seed = Value(_seed) ?? Defaults.Seed,
        };

        T? Value<T>(Option<T> option) => faults.ValueOf(parse, option);
    }
}
