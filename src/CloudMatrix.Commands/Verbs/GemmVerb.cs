using System.CommandLine;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary><c>operator gemm</c>: a grouped INT8 matrix product on one die.</summary>
internal sealed class GemmVerb(Terminal terminal)
{
    private static readonly GemmOptions Defaults = new();

    private readonly MachineArgument _machine = new();
    private readonly JsonArgument _json = new();

    private readonly Option<int?> _groups = OptionKinds.Whole(
        "--groups", $"Independent products, 1 to 1024 (default {Defaults.Groups}).");

    private readonly Option<int?> _m = OptionKinds.Whole("--m", $"Rows of each, 1 to 1048576 (default {Defaults.M}).");
    private readonly Option<int?> _n = OptionKinds.Whole("--n", $"Columns, 1 to 1048576 (default {Defaults.N}).");
    private readonly Option<int?> _k = OptionKinds.Whole("--k", $"Inner size, 1 to 1048576 (default {Defaults.K}).");

    /// <summary>The verb with its options.</summary>
    public Command ToCommand()
    {
        var command = new Command("gemm", "Grouped INT8 matrix product on one die: in each group [m, k] × [k, n].");
        _machine.AddTo(command);
        Array.ForEach<Option>([_groups, _m, _n, _k], command.Add);
        _json.AddTo(command);
        command.SetAction((parse, _) => RunAsync(parse));
        return command;
    }

    private Task<int> RunAsync(ParseResult parse)
    {
        var faults = new CommandFaults(parse);
        var options = new GemmOptions
        {
            Machine = _machine.Read(parse, faults),
            Groups = faults.ValueOf(parse, _groups) ?? Defaults.Groups,
            M = faults.ValueOf(parse, _m) ?? Defaults.M,
            N = faults.ValueOf(parse, _n) ?? Defaults.N,
            K = faults.ValueOf(parse, _k) ?? Defaults.K,
        };
        var report = faults.Check(() => OperatorTrial.Gemm(options));
        faults.ThrowIfAny();
        _json.Print(parse, terminal, report!, OperatorText.Write);
        return Task.FromResult(ExitCode.Done);
    }
}
