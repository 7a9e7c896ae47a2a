using System.CommandLine;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary><c>operator dispatch</c> and <c>operator combine</c>: rows between the ranks, and nothing else.</summary>
/// <param name="name">"dispatch" or "combine".</param>
/// <param name="run">Runs the trial.</param>
/// <param name="terminal">Where the result goes.</param>
internal sealed class ExchangeVerb(string name, Func<ExchangeOptions, ExchangeReport> run, Terminal terminal)
{
    private static readonly ExchangeOptions Defaults = new();

    private readonly MachineArgument _machine = new();
    private readonly ModelArgument _model = new();
    private readonly DownArgument _down = new();
    private readonly JsonArgument _json = new();

    private readonly Option<int?> _ep = OptionKinds.Whole(
        "--ep", $"Expert-parallel ranks, a die each, 1 to the dies of the machine (default {Defaults.Ep}).");

    private readonly Option<int?> _tokens = OptionKinds.Whole(
        "--tokens", $"Tokens of each rank, 1 to 4096 (default {Defaults.Tokens}).");

    private readonly Option<RoutingSpec?> _routing = OptionKinds.Routing(
        "--routing",
        "How tokens choose experts: balanced, uniform or skewed[:S], S from 0 to 3 "
        + $"(default {Defaults.Routing}, as benchmarks do).");

    private readonly Option<int?> _repeats = OptionKinds.Whole(
        "--repeats",
        $"Trials with fresh random numbers, whose mean is reported, 1 to 10000 (default {Defaults.Repeats}).");

    private readonly Option<ulong?> _seed = OptionKinds.Seed(
        "--seed", $"Seed of every random number (default {Defaults.Seed}).");

    /// <summary>The verb with its options.</summary>
    public Command ToCommand()
    {
        var command = new Command(name, $"The fused {name} alone, between expert-parallel ranks.");
        _machine.AddTo(command);
        _model.AddTo(command);
        Array.ForEach<Option>([_ep, _tokens, _routing, _repeats, _seed], command.Add);
        _down.AddTo(command);
        _json.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parse, CancellationToken cancellation)
    {
        var faults = new CommandFaults(parse);
        var options = new ExchangeOptions
        {
            Machine = _machine.Read(parse, faults),
            Model = _model.Read(parse, faults),
            Ep = faults.ValueOf(parse, _ep) ?? Defaults.Ep,
            Tokens = faults.ValueOf(parse, _tokens) ?? Defaults.Tokens,
            Routing = faults.ValueOf(parse, _routing) ?? Defaults.Routing,
            Repeats = faults.ValueOf(parse, _repeats) ?? Defaults.Repeats,
            Down = _down.Read(parse, faults),
            Seed = faults.ValueOf(parse, _seed) ?? Defaults.Seed,
        };
        var trial = Background.RunAsync(() => faults.Check(() => run(options))).WaitAsync(cancellation);
        var progress = new ProgressDisplay(terminal, "Running the trials");
        var report = await progress.ShowUntilAsync(trial).ConfigureAwait(false);
        faults.ThrowIfAny();
        _json.Print(parse, terminal, report!, OperatorText.Write);
        return ExitCode.Done;
    }
}
