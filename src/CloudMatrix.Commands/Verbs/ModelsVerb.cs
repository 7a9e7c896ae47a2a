using System.CommandLine;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary><c>cache models</c>: what it takes to load models and to switch between them.</summary>
internal sealed class ModelsVerb(Terminal terminal)
{
    private static readonly ModelCacheOptions Defaults = new();

    private readonly MachineArgument _machine = new();
    private readonly JsonArgument _json = new();

    private readonly Option<int?> _models = OptionKinds.Whole(
        "--models", $"Models to switch between, 1 to 64 (default {Defaults.Models}).");

    private readonly Option<int?> _instances = OptionKinds.Whole(
        "--instances", $"Instances that load and switch, 1 to 64 (default {Defaults.Instances}).");

    private readonly Option<Bytes?> _modelSize = OptionKinds.Size(
        "--model-size", $"Bytes of a model (default \"{Defaults.ModelSize}\", DeepSeek-R1 in INT8).");

    private readonly Option<Bytes?> _blockSize = OptionKinds.Size(
        "--block-size", $"Bytes of a model's block, from 1 MB (default \"{Defaults.BlockSize}\").");

    private readonly Option<int?> _localModels = OptionKinds.Whole(
        "--local-models", $"Models that an instance's own memory holds, 1 to 64 (default {Defaults.LocalModels}).");

    private readonly Option<int?> _pooledModels = OptionKinds.Whole(
        "--pooled-models", $"Models that the pool holds, 1 to 64 (default {Defaults.PooledModels}).");

    private readonly Option<int?> _ports = OptionKinds.Whole(
        "--ports", $"Dies of an instance that read at once, each its part, 1 to 32 (default {Defaults.Ports}).");

    /// <summary>The verb with its options.</summary>
    public Command ToCommand()
    {
        var command = new Command(
            "models", "Loading and switching models: from object storage, from local memory, from the pool (table 2).");
        _machine.AddTo(command);
        Array.ForEach<Option>(
            [_models, _instances, _modelSize, _blockSize, _localModels, _pooledModels, _ports], command.Add);
        _json.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parse, CancellationToken cancellation)
    {
        var faults = new CommandFaults(parse);
        var options = new ModelCacheOptions
        {
            Machine = _machine.Read(parse, faults),
            Models = faults.ValueOf(parse, _models) ?? Defaults.Models,
            Instances = faults.ValueOf(parse, _instances) ?? Defaults.Instances,
            ModelSize = faults.ValueOf(parse, _modelSize) ?? Defaults.ModelSize,
            BlockSize = faults.ValueOf(parse, _blockSize) ?? Defaults.BlockSize,
            LocalModels = faults.ValueOf(parse, _localModels) ?? Defaults.LocalModels,
            PooledModels = faults.ValueOf(parse, _pooledModels) ?? Defaults.PooledModels,
            Ports = faults.ValueOf(parse, _ports) ?? Defaults.Ports,
        };
        var trial = Background.RunAsync(() => faults.Check(() => ModelCacheTrial.Run(options))).WaitAsync(cancellation);
        var progress = new ProgressDisplay(terminal, "Loading and switching models");
        var report = await progress.ShowUntilAsync(trial).ConfigureAwait(false);
        faults.ThrowIfAny();
        _json.Print(parse, terminal, report!, ModelCacheText.Write);
        return ExitCode.Done;
    }
}
