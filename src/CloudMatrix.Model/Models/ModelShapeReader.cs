namespace CloudMatrix.Model;

/// <summary>
/// Reads the <c>config.json</c> that model makers publish, as it is: fields that do not change the shape are ignored;
/// those that the shape needs and lacks, or that are impossible, are all reported at once.
/// </summary>
public static class ModelShapeReader
{
    private const string NameKey = "_name_or_path";

    private static readonly Dictionary<string, Func<JsonSection, ModelShape>> Families = new(StringComparer.Ordinal)
    {
        ["deepseek_v2"] = DeepSeekConfig.Read,
        ["deepseek_v3"] = DeepSeekConfig.Read,
        ["kimi_k2"] = DeepSeekConfig.Read,
        ["qwen3_moe"] = Qwen3MoeConfig.Read,
    };

    /// <summary>Reads the text of a <c>config.json</c>.</summary>
    /// <param name="text">JSON.</param>
    /// <param name="source">Where it comes from, as faults name it.</param>
    /// <exception cref="ConfigurationException">The text is not JSON or not such a model; holds all faults.</exception>
    public static ModelShape Read(string text, string source) =>
        JsonText.Read(text, source, config => Read(config, source))!;

    /// <summary>Reads a <c>config.json</c>.</summary>
    /// <exception cref="ConfigurationException">The file cannot be read, or is not such a model.</exception>
    public static ModelShape FromFile(string path) => Read(JsonText.OfFile(path), path);

    private static ModelShape? Read(JsonSection config, string source)
    {
        var name = config.TextOr(NameKey, Path.GetFileNameWithoutExtension(source));
        return config.OneOf("model_type", Families)?.Invoke(config) is { } shape ? shape with { Name = name } : null;
    }
}
