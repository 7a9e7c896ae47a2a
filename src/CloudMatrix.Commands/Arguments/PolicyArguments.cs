using System.Collections.Immutable;
using System.CommandLine;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>The options that say how a service treats its requests.</summary>
internal sealed class PolicyArguments
{
    private static readonly ServingOptions Defaults = new();

    private readonly Option<int?> _batchTokens = OptionKinds.Whole(
        "--batch-tokens", $"New tokens of a prefill batch, for each NPU (default {Defaults.BatchTokens}).");

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

    private readonly Option<ImmutableArray<string>?> _failures = OptionKinds.Names(
        "--fail",
        "LOSSES",
        $"What is lost while requests are served, and when: {ModelledFailure.Form}; may be repeated.");

    private readonly Option<ulong?> _seed = OptionKinds.Seed(
        "--seed", $"Seed of every random number; the same seed gives the same report (default {Defaults.Seed}).");

    private Option[] Own =>
        [_batchTokens, _acceptance, _router, _order, _chunked, _failures, _seed];

    /// <summary>Adds the options to the verb.</summary>
    public void AddTo(Command command) => Array.ForEach(Own, command.Add);

    /// <summary>Reads them into the options of a service.</summary>
    public ServingOptions Read(ParseResult parse, CommandFaults faults, ServingOptions service)
    {
        return service with
        {
            BatchTokens = Value(_batchTokens) ?? Defaults.BatchTokens,
            Acceptance = Value(_acceptance) ?? Defaults.Acceptance,
            Router = Value(_router) ?? Defaults.Router,
            Order = Value(_order) ?? Defaults.Order,
            Cutting = parse.GetValue(_chunked) ? PromptCutting.Chunked : PromptCutting.Whole,
            Failures = Value(_failures) ?? [],
            Seed = Value(_seed) ?? Defaults.Seed,
        };

        T? Value<T>(Option<T> option) => faults.ValueOf(parse, option);
    }
}
