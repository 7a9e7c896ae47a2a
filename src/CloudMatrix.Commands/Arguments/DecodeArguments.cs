using System.CommandLine;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>The options of <c>decode</c>.</summary>
internal sealed class DecodeArguments
{
    private static readonly DecodeOptions Defaults = new();

    private readonly MachineArgument _machine = new();
    private readonly ModelArgument _model = new();
    private readonly DownArgument _down = new();
    private readonly OutputArguments _outputs = new(
        "Draw the two streams' timeline of one layer, and where a step's time goes.");

    private readonly Option<int?> _npus = OptionKinds.Whole(
        "--npus", $"NPUs of the instance, 1 to those of the machine (default {Defaults.Npus}).");

    private readonly Option<int?> _batch = OptionKinds.Whole(
        "--batch", $"Requests per NPU, 1 to what memory holds (default {Defaults.Batch}).");

    private readonly Option<int?> _kvLength = OptionKinds.Whole(
        "--kv-length",
        $"Mean context of a request during the run in tokens, 1 to the model's limit (default {Defaults.KvLength}).");

    private readonly Option<int?> _steps = OptionKinds.Whole(
        "--steps", $"Decode steps, 1 to 1000000 (default {Defaults.Steps}).");

    private readonly Option<CountOrAuto?> _microbatches = OptionKinds.WholeOrAuto(
        "--microbatches", "Interleaved microbatches, 1 or 2; auto: the faster (default auto).");

    private readonly Option<CountOrAuto?> _attentionAics = OptionKinds.WholeOrAuto(
        "--attention-aics",
        "Matrix cores (AICs) of stream 0, attention; stream 1 has the rest. The paper has 16; 1 to one less than the "
        + "die has; auto: the fastest split (default auto).");

    private readonly Option<int?> _mtp = OptionKinds.Whole(
        "--mtp", "Layers that draft a token, 0 or 1 (default: 1 if the model has such a layer).");

    private readonly Option<double?> _acceptance = OptionKinds.Number(
        "--acceptance", "Share of drafted tokens that are accepted, 0 to 1 (default 0.7).");

    private readonly Option<RoutingSpec?> _routing = OptionKinds.Routing(
        "--routing",
        "How tokens choose experts: balanced, uniform or skewed[:S], S being the standard deviation of the logarithm "
        + $"of an expert's popularity, 0 to 3 (default {Defaults.Routing}, an assumption that the paper bounds).");

    private readonly Option<int?> _redundant = OptionKinds.Whole(
        "--redundant",
        "Redundant replicas of routed experts, 0 or more (default 32, or as many as give every die a slot).");

    private readonly Option<int?> _sharedCopies = OptionKinds.Whole(
        "--shared-copies",
        "Copies of the shared expert, 1 to the dies (default 32, or one for ten dies if that is more).");

    private readonly Option<GraphLaunch?> _graphLaunch = OptionKinds.OneOf(
        "--graph-launch",
        "Whether the host launches a graph while the one before runs (default pipelined).",
        ("pipelined", GraphLaunch.Pipelined),
        ("serial", GraphLaunch.Serial));

    private readonly Option<ulong?> _seed = OptionKinds.Seed(
        "--seed", $"Seed of every random number; the same seed gives the same report (default {Defaults.Seed}).");

    private Option[] Own =>
    [
        _npus, _batch, _kvLength, _steps, _microbatches, _attentionAics, _mtp, _acceptance, _routing, _redundant,
        _sharedCopies, _graphLaunch, _seed,
    ];

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
    /// <param name="program">Reads its own options, and makes what runs the decode.</param>
    /// <exception cref="ConfigurationException">All that is wrong, at once.</exception>
    public (DecodeSpec Spec, RunOutputs Outputs, IDecodeEngine Engine) Read(ParseResult parse, IProgram program)
    {
        var faults = new CommandFaults(parse);
        var options = ReadOptions(parse, faults);
        var spec = faults.Check(() => DecodeSpecReader.Read(options));
        var outputs = _outputs.Read(parse, faults, spec?.Dies);
        var engine = faults.Collect(() => program.OpenEngine(parse));
        faults.ThrowIfAny();
        return (spec!, outputs, engine!);
    }

    private DecodeOptions ReadOptions(ParseResult parse, CommandFaults faults)
    {
        return new DecodeOptions
        {
            Machine = _machine.Read(parse, faults),
            Model = _model.Read(parse, faults),
            Npus = Value(_npus) ?? Defaults.Npus,
            Batch = Value(_batch) ?? Defaults.Batch,
            KvLength = Value(_kvLength) ?? Defaults.KvLength,
            Steps = Value(_steps) ?? Defaults.Steps,
            Microbatches = Value(_microbatches)?.Count,
            AttentionAics = Value(_attentionAics)?.Count,
            Mtp = Value(_mtp),
            Acceptance = Value(_acceptance) ?? Defaults.Acceptance,
            Routing = Value(_routing) ?? Defaults.Routing,
            Redundant = Value(_redundant),
            SharedCopies = Value(_sharedCopies),
            Down = _down.Read(parse, faults),
            GraphLaunch = Value(_graphLaunch) ?? Defaults.GraphLaunch,
            Seed = Value(_seed) ?? Defaults.Seed,
        };

        T? Value<T>(Option<T> option) => faults.ValueOf(parse, option);
    }
}
