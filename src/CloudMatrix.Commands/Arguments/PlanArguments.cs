using System.Collections.Immutable;
using System.CommandLine;
using CloudMatrix.Costs;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>The options of <c>plan</c>.</summary>
internal sealed class PlanArguments
{
    private const string Auto = "auto";

    private static readonly PlanOptions Defaults = new()
    {
        Replay = new ReplayOptions { Trace = CacheArguments.NoTrace },
    };

    private readonly ServingArguments _service = new();
    private readonly JsonArgument _json = new();

    private readonly Option<int?> _npus = OptionKinds.Whole(
        "--npus", "NPUs that a configuration may use (default those of the machine).");

    private readonly Option<double?> _attainment = OptionKinds.Number(
        "--attainment", $"Share of requests to be served as promised (default {Defaults.Attainment}).");

    private readonly Option<ImmutableArray<int>?> _prefills = OptionKinds.Wholes(
        "--prefill", $"Counts of prefill instances to try (default {string.Join(',', Defaults.Prefills)}).");

    private readonly Option<ImmutableArray<int>?> _prefillNpus = OptionKinds.Wholes(
        "--prefill-npus", $"Sizes of them to try, in NPUs (default {string.Join(',', Defaults.PrefillNpus)}).");

    private readonly Option<ImmutableArray<int>?> _decodes = OptionKinds.Wholes(
        "--decode", $"Counts of decode instances to try (default {string.Join(',', Defaults.Decodes)}).");

    private readonly Option<ImmutableArray<int>?> _decodeNpus = OptionKinds.Wholes(
        "--decode-npus",
        "Sizes of them to try, in NPUs: the degrees of expert parallelism "
        + $"(default {string.Join(',', Defaults.DecodeNpus)}).");

    private readonly Option<ImmutableArray<int>?> _batches = OptionKinds.Wholes(
        "--batch",
        "Requests that an NPU may decode at the same time, to try "
        + $"(default {string.Join(',', Defaults.Batches)}).");

    private readonly Option<ImmutableArray<int?>?> _microbatches = OptionKinds.List(
        "--microbatches", "Microbatches of decode to try, of 1,2,auto (default auto).", ReadCountOrAuto);

    private readonly Option<ImmutableArray<int?>?> _mtp = OptionKinds.List(
        "--mtp", "Layers that draft a token, to try, of 0,1,auto (default auto: 1 if the model has it).",
        ReadCountOrAuto);

    private readonly Option<ImmutableArray<CachePlane>?> _planes = CachePlaneArgument.Several();

    private readonly Option<string?> _resume = OptionKinds.File(
        "--resume",
        "FILE.jsonl",
        "Keep each result in this file, and do not compute again what it holds already.");

    private Option[] Own =>
    [
        _npus, _attainment, _prefills, _prefillNpus, _decodes, _decodeNpus, _batches, _microbatches, _mtp, _planes,
        _resume,
    ];

    /// <summary>Adds the options to the verb.</summary>
    public void AddTo(Command command)
    {
        _service.AddTo(command);
        Array.ForEach(Own, command.Add);
        _json.AddTo(command);
    }

    /// <summary>Reads and checks them.</summary>
    /// <param name="parse">What the user wrote.</param>
    /// <param name="program">Reads its own options, and makes what tries the configurations.</param>
    /// <exception cref="ConfigurationException">All that is wrong, at once.</exception>
    public PlanRequest Read(ParseResult parse, IProgram program)
    {
        var faults = new CommandFaults(parse);
        var options = ReadOptions(parse, faults, _service.Read(parse, faults));
        var spec = faults.Check(() => PlanSpecReader.Read(options));
        var journal = spec is not null && faults.ValueOf(parse, _resume) is { } path
            ? faults.ReadFile(_resume, () => PlanJournal.Open(path, spec))
            : null;
        var engine = faults.Collect(() => program.OpenServingEngine(parse));
        faults.ThrowIfAny();
        return new PlanRequest(spec!, engine!, journal, _json.Read(parse));
    }

    private PlanOptions ReadOptions(ParseResult parse, CommandFaults faults, ReplayOptions replay)
    {
        return new PlanOptions
        {
            Replay = replay,
            Npus = Value(_npus),
            Attainment = Value(_attainment) ?? Defaults.Attainment,
            Prefills = Value(_prefills) ?? Defaults.Prefills,
            PrefillNpus = Value(_prefillNpus) ?? Defaults.PrefillNpus,
            Decodes = Value(_decodes) ?? Defaults.Decodes,
            DecodeNpus = Value(_decodeNpus) ?? Defaults.DecodeNpus,
            Batches = Value(_batches) ?? Defaults.Batches,
            Microbatches = Value(_microbatches) ?? Defaults.Microbatches,
            Mtp = Value(_mtp) ?? Defaults.Mtp,
            Planes = Value(_planes) ?? Defaults.Planes,
        };

        T? Value<T>(Option<T> option) => faults.ValueOf(parse, option);
    }

    private static int? ReadCountOrAuto(string text) =>
        text == Auto ? null
        : int.TryParse(text, out var count) ? count
        : throw new FormatException($"'{text}' is neither a whole number nor {Auto}.");
}
