using System.Text.Json.Nodes;

namespace CloudMatrix.Model.Tests;

/// <summary>The configurations beside this file, and what becomes of them when fields are changed.</summary>
internal static class ModelTexts
{
    public static string TextOf(string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Models", $"{name}.json"));

    public static ModelShape Read(string name) => ModelShapeReader.Read(TextOf(name), name);

    /// <summary>What the reader finds wrong when some fields are set, or removed where the value is null.</summary>
    public static IEnumerable<string> FaultsWith(string name, params (string Field, JsonNode? Value)[] changes)
    {
        var config = JsonNode.Parse(TextOf(name))!.AsObject();
        foreach (var (field, value) in changes)
        {
            config[field] = value;
        }

        var exception = Assert.Throws<ConfigurationException>(() => ModelShapeReader.Read(config.ToJsonString(), name));
        Assert.All(exception.Faults, fault => Assert.StartsWith($"{name}: ", fault, StringComparison.Ordinal));
        return exception.Faults.Select(fault => fault[(name.Length + 2)..]);
    }
}
