using System.Collections.Immutable;
using System.CommandLine;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>The options that say what a service is made of, and how its requests arrive.</summary>
internal sealed class ServingArguments
{
    private static readonly ServingOptions Defaults = new()
    {
        Trace = new Trace { Format = TraceFormat.Mooncake, Requests = [] },
    };

    private readonly CacheArguments _cache = new();
    private readonly DownArgument _down = new();

    private readonly Option<int?> _limit = OptionKinds.Whole(
        "--limit", "Only so many of the trace's first requests (default all).");

    private readonly Option<double?> _speed = OptionKinds.Number(
        "--speed", "How many times faster than in the trace requests arrive (default 1).");

    private readonly Option<double?> _rate = OptionKinds.Number(
        "--rate", "Requests a second, on average, in place of a speed.");

    private readonly Option<int?> _prefills = OptionKinds.Whole(
        "--prefill", $"Prefill instances (default {Defaults.Prefills}).");

    private readonly Option<int?> _prefillNpus = OptionKinds.Whole(
        "--prefill-npus", $"NPUs of each (default {Defaults.PrefillNpus}).");

    private readonly Option<int?> _batchTokens = OptionKinds.Whole(
        "--batch-tokens", $"New tokens of a prefill batch, for each NPU (default {Defaults.BatchTokens}).");

    private readonly Option<int?> _decodes = OptionKinds.Whole(
        "--decode", $"Decode instances (default {Defaults.Decodes}).");

    private readonly Option<int?> _decodeNpus = OptionKinds.Whole(
        "--decode-npus", $"NPUs of each (default {Defaults.DecodeNpus}).");

    private readonly Option<int?> _batch = OptionKinds.Whole(
        "--batch", $"Requests that an NPU may decode at the same time (default {Defaults.Batch}).");

    private readonly Option<CountOrAuto?> _microbatches = OptionKinds.WholeOrAuto(
        "--microbatches", "Interleaved microbatches of decode, 1 or 2; auto: the faster at each load (default auto).");

    private readonly Option<int?> _mtp = OptionKinds.Whole(
        "--mtp", "Layers that draft a token, 0 or 1 (default: 1 if the model has such a layer).");

    private readonly Option<double?> _acceptance = OptionKinds.Number(
        "--acceptance", "Share of drafted tokens that are accepted, 0 to 1 (default 0.7).");

    private readonly Option<RouterKind?> _router = OptionKinds.OneOf(
        "--router",
        "Which prefill instance computes a prompt (default least-loaded).",
        ("least-loaded", RouterKind.LeastLoaded),
        ("round-robin", RouterKind.RoundRobin),
        ("cache-aware", RouterKind.CacheAware));

    private readonly Option<PromptOrderKind?> _order = OptionKinds.OneOf(
        "--prefill-order",
        "Which of the prompts that wait is computed first (default fcfs).",
        ("fcfs", PromptOrderKind.FirstComeFirstServed),
        ("shortest", PromptOrderKind.ShortestFirst));

    private readonly Option<bool> _chunked = new("--chunked")
    {
        Description = "Fill every prefill batch: cut prompts where it is full.",
    };

    private readonly Option<VirtualDuration?> _sloTtft = OptionKinds.Duration(
        "--slo-ttft", "Promised time to the first token (default 2s).");

    private readonly Option<VirtualDuration?> _sloTpot = OptionKinds.Duration(
        "--slo-tpot", "Promised time per token after it (default 50ms).");

    private readonly Option<ImmutableArray<string>?> _failures = OptionKinds.Names(
        "--fail",
        "LOSSES",
        $"What is lost while requests are served, and when: {ModelledFailure.Form}; may be repeated.");

    private readonly Option<Fidelity?> _fidelity = OptionKinds.OneOf(
        "--fidelity",
        "memo: times from few runs of the full pipelines; token: each batch and iteration in full (default memo).",
        ("memo", Fidelity.Memo),
        ("token", Fidelity.Token));

    private readonly Option<ulong?> _seed = OptionKinds.Seed(
        "--seed", $"Seed of every random number; the same seed gives the same report (default {Defaults.Seed}).");

    private Option[] Own =>
    [
        _limit, _speed, _rate, _prefills, _prefillNpus, _batchTokens, _decodes, _decodeNpus, _batch, _microbatches,
        _mtp, _acceptance, _router, _order, _chunked, _sloTtft, _sloTpot, _failures, _fidelity, _seed,
    ];

    /// <summary>Adds the options to the verb.</summary>
    public void AddTo(Command command)
    {
        Array.ForEach(Own, command.Add);
        _cache.AddTo(command);
        _down.AddTo(command);
    }

    /// <summary>Reads them.</summary>
    /// <param name="parse">What the user wrote.</param>
    /// <param name="faults">Takes what is wrong.</param>
    /// <param name="trace">The trace; null where it has faults.</param>
    public ServingOptions Read(ParseResult parse, CommandFaults faults, Trace? trace)
    {
        var cache = _cache.Read(parse, faults, trace);
        return new ServingOptions
        {
            Trace = cache.Trace,
            Machine = cache.Machine,
            Model = cache.Model,
            Plane = cache.Plane,
            DramCapacity = cache.DramCapacity,
            SsdCapacity = cache.SsdCapacity,
            Quota = cache.Quota,
            BlockTokens = cache.BlockTokens,
            Limit = Value(_limit),
            Speed = Value(_speed) ?? Defaults.Speed,
            Rate = Value(_rate),
            Prefills = Value(_prefills) ?? Defaults.Prefills,
            PrefillNpus = Value(_prefillNpus) ?? Defaults.PrefillNpus,
            BatchTokens = Value(_batchTokens) ?? Defaults.BatchTokens,
            Decodes = Value(_decodes) ?? Defaults.Decodes,
            DecodeNpus = Value(_decodeNpus) ?? Defaults.DecodeNpus,
            Batch = Value(_batch) ?? Defaults.Batch,
            Microbatches = Value(_microbatches)?.Count,
            Mtp = Value(_mtp),
            Acceptance = Value(_acceptance) ?? Defaults.Acceptance,
            Router = Value(_router) ?? Defaults.Router,
            Order = Value(_order) ?? Defaults.Order,
            Cutting = parse.GetValue(_chunked) ? PromptCutting.Chunked : PromptCutting.Whole,
            Slo = new ServiceLevel(Value(_sloTtft) ?? Defaults.Slo.Ttft, Value(_sloTpot) ?? Defaults.Slo.Tpot),
            Failures = Value(_failures) ?? [],
            Fidelity = Value(_fidelity) ?? Defaults.Fidelity,
            Down = _down.Read(parse, faults),
            Seed = Value(_seed) ?? Defaults.Seed,
        };

        T? Value<T>(Option<T> option) => faults.ValueOf(parse, option);
    }
}
