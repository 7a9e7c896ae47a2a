using System.Collections.Immutable;

namespace CloudMatrix.Model;

/// <summary>
/// Reads the <c>config.json</c> of a checkpoint that is to be computed. What the configuration asks for and cannot be
/// computed is refused by name; nothing is guessed.
/// </summary>
public static class DeepSeekSpecReader
{
    private const string Source = "config.json";

    private static readonly CountRange TokenRange = new(0, ModelRanges.Vocabulary.Max);

    private static readonly GateSpec V2Gate = new(GateScoring.Softmax, GateChoice.Greedy, false, 1);
    private static readonly GateSpec V3Gate = new(GateScoring.Sigmoid, GateChoice.BiasCorrected, true, 2.5f);

    // What a gate is where the configuration does not say, by family.
    private static readonly Dictionary<string, GateSpec> Families = new(StringComparer.Ordinal)
    {
        ["deepseek_v2"] = V2Gate,
        ["deepseek_v3"] = V3Gate,
        ["kimi_k2"] = V3Gate,
    };

    private static readonly Dictionary<string, GateScoring> Scorings = new(StringComparer.Ordinal)
    {
        ["softmax"] = GateScoring.Softmax,
        ["sigmoid"] = GateScoring.Sigmoid,
    };

    private static readonly Dictionary<string, GateChoice> Choices = new(StringComparer.Ordinal)
    {
        ["greedy"] = GateChoice.Greedy,
        ["group_limited_greedy"] = GateChoice.GroupLimited,
        ["noaux_tc"] = GateChoice.BiasCorrected,
    };

    private static readonly Dictionary<string, bool> RotaryKinds = new(StringComparer.Ordinal)
    {
        ["default"] = false,
        ["yarn"] = true,
    };

    /// <summary>Reads the <c>config.json</c> of a folder.</summary>
    /// <exception cref="ConfigurationException">It cannot be read, or is no such model; holds all faults.</exception>
    public static DeepSeekSpec FromFolder(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var path = Path.Combine(folder, Source);
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return Read(JsonText.OfFile(path), path, name);
    }

    /// <summary>Reads the text of a <c>config.json</c>.</summary>
    /// <param name="text">JSON.</param>
    /// <param name="source">Where it comes from, as faults name it.</param>
    /// <param name="name">What to call the model.</param>
    /// <exception cref="ConfigurationException">The text is not JSON or not such a model; holds all faults.</exception>
    public static DeepSeekSpec Read(string text, string source, string name) =>
        JsonText.Read(text, source, config => config.OneOf("model_type", Families) is { } gate
            ? Read(config, gate, name)
            : null)!;

    private static DeepSeekSpec Read(JsonSection config, GateSpec familyGate, string name)
    {
        RefuseWhatIsNotComputed(config);
        var quantization = QuantizationConfig.Read(config);
        var rope = RotarySection(config);
        var shape = DeepSeekConfig.ReadShape(config);
        if (shape.Attention is LatentAttention { RopeHeadDim: var width } && width % 2 != 0)
        {
            config.Fault("qk_rope_head_dim", $"{width} is odd; rotary positions turn pairs");
        }

        return new DeepSeekSpec
        {
            Shape = shape with { Name = name },
            MoeLayerFrequency = config.CountOr("moe_layer_freq", 1, ModelRanges.Layers),
            NormEpsilon = (float)config.NumberOr("rms_norm_eps", 1e-6),
            Rotary = new RotarySpec(ReadTheta(config, rope), ReadYarn(rope)),
            Gate = ReadGate(config, familyGate),
            BosToken = ReadToken(config, "bos_token_id"),
            EosTokens = ReadTokens(config, "eos_token_id"),
            Quantization = quantization,
        };
    }

    private static void RefuseWhatIsNotComputed(JsonSection config)
    {
        config.OneOfOr("hidden_act", true, new Dictionary<string, bool> { ["silu"] = true });
        if (config.FlagOrFalse("attention_bias"))
        {
            config.Fault("attention_bias", "true is not supported; attention has no bias here");
        }

        if (config.Has("rope_interleave") && !config.Flag("rope_interleave"))
        {
            config.Fault("rope_interleave", "false is not supported; rotary pairs are neighbours here");
        }
    }

    private static GateSpec ReadGate(JsonSection config, GateSpec family) => new(
        config.OneOfOr("scoring_func", family.Scoring, Scorings),
        config.OneOfOr("topk_method", family.Choice, Choices),
        config.Has("norm_topk_prob") ? config.Flag("norm_topk_prob") : family.NormalizesWeights,
        (float)config.NumberOr("routed_scaling_factor", family.WeightScale));

    // Checkpoints of DeepSeek say rope_scaling; newer tools write rope_parameters.
    private static JsonSection? RotarySection(JsonSection config) =>
        config.Has("rope_scaling") ? config.Section("rope_scaling")
        : config.Has("rope_parameters") ? config.Section("rope_parameters")
        : null;

    private static double ReadTheta(JsonSection config, JsonSection? rope) =>
        Positive(rope is not null && rope.Has("rope_theta") ? rope : config, "rope_theta", 10_000);

    private static YarnSpec? ReadYarn(JsonSection? rope)
    {
        if (rope is null || !rope.OneOf(rope.Has("rope_type") ? "rope_type" : "type", RotaryKinds))
        {
            return null;
        }

        return new YarnSpec(
            Factor: Positive(rope, "factor", 1),
            OriginalContext: rope.CountOr("original_max_position_embeddings", 4096, ModelRanges.Context),
            BetaFast: Positive(rope, "beta_fast", 32),
            BetaSlow: Positive(rope, "beta_slow", 1),
            Magnitude: rope.NumberOr("mscale", 1),
            MagnitudeAllDimensions: rope.NumberOr("mscale_all_dim", 0));
    }

    private static double Positive(JsonSection section, string key, double fallback)
    {
        var number = section.NumberOr(key, fallback);
        if (section.IsFaultless && number == 0)
        {
            section.Fault(key, "0 is not above 0");
        }

        return number;
    }

    private static int? ReadToken(JsonSection config, string key) =>
        config.Has(key) ? config.Count(key, TokenRange) : null;

    // One token, or a list of them.
    private static ImmutableArray<int> ReadTokens(JsonSection config, string key)
    {
        if (!config.IsList(key))
        {
            return ReadToken(config, key) is { } token ? [token] : [];
        }

        var tokens = config.Counts(key);
        foreach (var token in tokens.Where(token => !TokenRange.Contains(token)))
        {
            config.Fault(key, $"{token} is not a whole number from {TokenRange}");
        }

        return [.. tokens];
    }
}
