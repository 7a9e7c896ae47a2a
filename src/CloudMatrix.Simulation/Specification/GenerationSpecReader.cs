using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// Checks <see cref="GenerationOptions"/> and makes a <see cref="GenerationSpec"/> of them, or names all that is wrong.
/// </summary>
public static class GenerationSpecReader
{
    private const int Shown = 10;

    /// <summary>Checks the options; weights are not read.</summary>
    /// <exception cref="ConfigurationException">All faults at once, each with its key, value and range.</exception>
    public static GenerationSpec Read(GenerationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var faults = new Faults();
        var model = faults.Collect(() => DeepSeekSpecReader.FromFolder(options.Checkpoint));
        CheckCounts(options, faults);
        if (model is { MoeLayerFrequency: not 1 })
        {
            faults.Add("model", $"moe_layer_freq {model.MoeLayerFrequency}: here all layers but the first route.");
        }

        if (model is not null && faults.NoneOf("prompts", "max-tokens"))
        {
            CheckPrompts(options, model, faults);
        }

        faults.ThrowIfAny();
        return Specify(options, model!);
    }

    private static void CheckCounts(GenerationOptions options, Faults faults)
    {
        if (options.Prompts.IsDefaultOrEmpty)
        {
            faults.Add("prompts", "none; give one or more.");
        }

        if (options.MaxTokens < 1)
        {
            faults.Add("max-tokens", $"{options.MaxTokens} is out of range; 1 or more.");
        }

        if (options.Batch < 1)
        {
            faults.Add("batch", $"{options.Batch} is out of range; 1 or more.");
        }

        if (!(options.Sampling.Temperature >= 0 && double.IsFinite(options.Sampling.Temperature)))
        {
            faults.Add("temperature", $"{options.Sampling.Temperature} is out of range; 0 (greedy) or more.");
        }

        if (!(options.Sampling.TopP > 0 && options.Sampling.TopP <= 1))
        {
            faults.Add("top-p", $"{options.Sampling.TopP} is out of range; above 0, at most 1.");
        }
    }

    private static void CheckPrompts(GenerationOptions options, DeepSeekSpec model, Faults faults)
    {
        var beyond = options.MaxTokens + (options.Decode.Mtp ?? Math.Min(1, model.Shape.MtpLayers));
        var found = options.Prompts.Index()
            .SelectMany(prompt => FaultsOf(prompt.Item, model.Shape, beyond).Select(fault => (prompt.Index, fault)))
            .ToList();
        foreach (var (prompt, fault) in found.Take(Shown))
        {
            faults.Add($"prompt {prompt}", fault);
        }

        if (found.Count > Shown)
        {
            faults.Add("prompts", $"and {found.Count - Shown} more faults of this kind");
        }
    }

    private static IEnumerable<string> FaultsOf(ImmutableArray<int> prompt, ModelShape shape, int beyond)
    {
        if (prompt.IsDefaultOrEmpty)
        {
            yield return "has no token.";
            yield break;
        }

        foreach (var token in prompt.Where(token => token < 0 || token >= shape.VocabularySize).Take(1))
        {
            yield return $"token {token} is out of range 0 to {shape.VocabularySize - 1} (vocab_size).";
        }

        if (prompt.Length + beyond > shape.MaxContext)
        {
            yield return $"{prompt.Length} tokens and {beyond} further ones are longer than the context of "
                + $"{shape.MaxContext} (max_position_embeddings).";
        }
    }

    // The instance holds whole contexts, and is priced at their mean: half of an answer has been generated on average.
    private static GenerationSpec Specify(GenerationOptions options, DeepSeekSpec model)
    {
        var decode = options.Decode with
        {
            Model = model.Shape,
            Batch = 1,
            Requests = Math.Min(options.Batch ?? int.MaxValue, options.Prompts.Length),
            Mtp = options.Decode.Mtp ?? Math.Min(1, model.Shape.MtpLayers),
            KvLength = 1,
            Steps = 1,
            Seed = options.Sampling.Seed,
        };
        var longest = options.Prompts.Max(prompt => prompt.Length) + options.MaxTokens + decode.Mtp.Value;
        var mean = options.Prompts.Average(prompt => prompt.Length) + (options.MaxTokens / 2.0);
        var whole = DecodeSpecReader.Read(decode with { KvLength = longest });
        var kvLength = (int)Math.Ceiling(mean);
        return new GenerationSpec
        {
            Options = options,
            Decode = whole with { KvLength = kvLength, Options = decode with { KvLength = kvLength } },
            Checkpoint = options.Checkpoint,
            Precision = options.Precision,
            Prompts = options.Prompts,
            MaxTokens = options.MaxTokens,
            EndTokens = model.EosTokens,
            Sampling = options.Sampling,
        };
    }
}
