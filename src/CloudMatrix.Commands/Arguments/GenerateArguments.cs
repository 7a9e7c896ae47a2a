using System.Collections.Immutable;
using System.CommandLine;
using CloudMatrix.Model;
using CloudMatrix.Numerics;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>The options of <c>generate</c>.</summary>
internal sealed class GenerateArguments
{
    // A priced decode has no noise but its routing.
    private const int PricedSteps = 3;

    private const int MaxTokensDefault = 64;

    private static readonly DecodeOptions Instance = new();

    private readonly FolderArgument _folder = FolderArgument.OrShipped(
        "config.json and model.safetensors (or an index and its files)");

    private readonly PrecisionArgument _precision = new();
    private readonly MachineArgument _machine = new();
    private readonly DownArgument _down = new();
    private readonly JsonArgument _json = new();

    private readonly Option<string[]> _prompt = new("--prompt")
    {
        HelpName = "TEXT",
        Description = "What the text begins with; give it again for further texts, which are served together.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _prompts = OptionKinds.File(
        "--prompts", "FILE", "A file with a prompt in each line, beside those of --prompt.");

    private readonly Option<int?> _maxTokens = OptionKinds.Whole(
        "--max-tokens", $"Most tokens of a text, 1 to what the model's context leaves (default {MaxTokensDefault}).");

    private readonly Option<double?> _temperature = OptionKinds.Number(
        "--temperature", "What logits are divided by; 0 takes the best token, always (default 0).");

    private readonly Option<double?> _topP = OptionKinds.Number(
        "--top-p", "Share of the likeliest tokens that is drawn from, above 0, at most 1 (default 1).");

    private readonly Option<bool> _mtp = new("--mtp")
    {
        Description = "Draft a token with the model's MTP layer in each step and verify it in the next: the same text.",
    };

    private readonly Option<int?> _batch = OptionKinds.Whole(
        "--batch", "Texts that are served at a time, 1 or more; the others wait (default: all).");

    private readonly Option<int?> _npus = OptionKinds.Whole(
        "--npus", $"NPUs of the instance, 1 to those of the machine (default {Instance.Npus}: 320 expert shards).");

    private readonly Option<CountOrAuto?> _microbatches = OptionKinds.WholeOrAuto(
        "--microbatches", "Interleaved microbatches, 1 or 2; auto: the faster (default auto).");

    private readonly Option<ulong?> _seed = OptionKinds.Seed(
        "--seed", $"Seed of every random number; the same seed gives the same text (default {Instance.Seed}).");

    private readonly Option<string?> _priceAs = OptionKinds.File(
        "--price-as", "FILE", "Price the decode of another model too, at this batch and acceptance: its config.json.");

    private Option[] Own =>
    [
        _prompt, _prompts, _maxTokens, _temperature, _topP, _mtp, _batch, _npus, _microbatches, _seed, _priceAs,
    ];

    /// <summary>Adds the options to the verb.</summary>
    public void AddTo(Command command)
    {
        _folder.AddTo(command);
        Array.ForEach(Own, command.Add);
        _precision.AddTo(command);
        _machine.AddTo(command);
        _down.AddTo(command);
        _json.AddTo(command);
    }

    /// <summary>Reads and checks them.</summary>
    /// <param name="parse">What the user wrote.</param>
    /// <param name="program">Reads its own options, and makes what runs the decode.</param>
    /// <exception cref="ConfigurationException">All that is wrong, at once.</exception>
    public (GenerateRequest Request, IDecodeEngine Engine) Read(ParseResult parse, IProgram program)
    {
        var faults = new CommandFaults(parse);
        var prompts = ReadPrompts(parse, faults);
        var folder = _folder.Read(parse, faults);
        var model = folder is null ? null : _folder.ReadFile(faults, () => DeepSeekSpecReader.FromFolder(folder));
        var tokenizer = model is null ? null : _folder.ReadFile(faults, () => Tokenizers.Read(folder!, model));
        var decode = ReadInstance(parse, faults, model);
        var sampling = ReadSampling(parse, faults);
        var spec = tokenizer is null ? null : faults.Check(() => GenerationSpecReader.Read(new GenerationOptions
        {
            Checkpoint = folder!,
            Precision = _precision.Read(parse, faults) ?? PrecisionArgument.DefaultOf(model!),
            Prompts = [.. prompts.Select(prompt => TokensOf(prompt, model!, tokenizer))],
            MaxTokens = faults.ValueOf(parse, _maxTokens) ?? MaxTokensDefault,
            Sampling = sampling,
            Batch = faults.ValueOf(parse, _batch),
            Decode = decode,
        }));
        var priceAs = ReadPriceAs(parse, faults, spec);
        var engine = faults.Collect(() => program.OpenEngine(parse));
        faults.ThrowIfAny();
        var request = new GenerateRequest
        {
            Spec = spec!,
            Prompts = prompts,
            Tokenizer = tokenizer!,
            PriceAs = priceAs,
            Json = _json.Read(parse),
        };
        return (request, engine!);
    }

    private static ImmutableArray<int> TokensOf(string prompt, DeepSeekSpec model, ITokenizer tokenizer) =>
        model.BosToken is { } begin ? [begin, .. tokenizer.Encode(prompt)] : [.. tokenizer.Encode(prompt)];

    private ImmutableArray<string> ReadPrompts(ParseResult parse, CommandFaults faults)
    {
        var prompts = (faults.ValueOf(parse, _prompt) ?? []).ToList();
        if (faults.ValueOf(parse, _prompts) is { } path)
        {
            prompts.AddRange(faults.ReadFile(_prompts, () => PromptFile.Read(path)) ?? []);
        }
        else if (prompts.Count == 0)
        {
            faults.AddIfNotGiven(parse, _prompt, "needed; what the text begins with, e.g. --prompt \"add 12+30 = \".");
        }

        return [.. prompts];
    }

    private SamplingSpec ReadSampling(ParseResult parse, CommandFaults faults) => new(
        faults.ValueOf(parse, _temperature) ?? 0,
        faults.ValueOf(parse, _topP) ?? 1,
        faults.ValueOf(parse, _seed) ?? Instance.Seed);

    private DecodeOptions ReadInstance(ParseResult parse, CommandFaults faults, DeepSeekSpec? model)
    {
        var drafts = parse.GetValue(_mtp);
        if (drafts && model is { Shape.MtpLayers: 0 })
        {
            faults.Add(_mtp, $"{model.Shape.Name} has no MTP layer; leave it out.");
        }

        return new DecodeOptions
        {
            Machine = _machine.Read(parse, faults),
            Npus = faults.ValueOf(parse, _npus) ?? Instance.Npus,
            Microbatches = faults.ValueOf(parse, _microbatches)?.Count,
            Mtp = drafts && model?.Shape.MtpLayers > 0 ? 1 : 0,
            Down = _down.Read(parse, faults),
        };
    }

    private DecodeOptions? ReadPriceAs(ParseResult parse, CommandFaults faults, GenerationSpec? spec)
    {
        if (faults.ValueOf(parse, _priceAs) is not { } path
            || faults.ReadFile(_priceAs, () => ModelShapeReader.FromFile(path)) is not { } shape
            || spec is null)
        {
            return null;
        }

        var options = spec.Decode.Options with
        {
            Model = shape,
            Mtp = Math.Min(spec.Decode.MtpLayers, shape.MtpLayers),
            Steps = PricedSteps,
        };
        return faults.ReadFile(_priceAs, () => DecodeSpecReader.Read(options))?.Options;
    }
}
