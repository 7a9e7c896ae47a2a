using System.CommandLine;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary><c>operator mla</c>: the attention kernel on one die.</summary>
internal sealed class MlaVerb(Terminal terminal)
{
    private static readonly MlaOptions Defaults = new();

    private readonly MachineArgument _machine = new();
    private readonly ModelArgument _model = new();
    private readonly JsonArgument _json = new();

    private readonly Option<int?> _requests = OptionKinds.Whole(
        "--requests", $"Requests on the die, 1 to 4096 (default {Defaults.Requests}).");

    private readonly Option<int?> _tokens = OptionKinds.Whole(
        "--tokens", $"Query tokens of each request, 1 to 64 (default {Defaults.TokensPerRequest}).");

    private readonly Option<int?> _heads = OptionKinds.Whole(
        "--heads", "Query heads on the die, 1 to the model's (default: all of them).");

    private readonly Option<int?> _kvLength = OptionKinds.Whole(
        "--kv-length", $"Context of each request in tokens, 1 to the model's limit (default {Defaults.KvLength}).");

    /// <summary>The verb with its options.</summary>
    public Command ToCommand()
    {
        var command = new Command("mla", "Attention of decode on one die: the kernel alone.");
        _machine.AddTo(command);
        _model.AddTo(command);
        Array.ForEach<Option>([_requests, _tokens, _heads, _kvLength], command.Add);
        _json.AddTo(command);
        command.SetAction((parse, _) => RunAsync(parse));
        return command;
    }

    private Task<int> RunAsync(ParseResult parse)
    {
        var faults = new CommandFaults(parse);
        var options = new MlaOptions
        {
            Machine = _machine.Read(parse, faults),
            Model = _model.Read(parse, faults),
            Requests = faults.ValueOf(parse, _requests) ?? Defaults.Requests,
            TokensPerRequest = faults.ValueOf(parse, _tokens) ?? Defaults.TokensPerRequest,
            Heads = faults.ValueOf(parse, _heads),
            KvLength = faults.ValueOf(parse, _kvLength) ?? Defaults.KvLength,
        };
        var report = faults.Check(() => OperatorTrial.Mla(options));
        faults.ThrowIfAny();
        _json.Print(parse, terminal, report!, OperatorText.Write);
        return Task.FromResult(ExitCode.Done);
    }
}
