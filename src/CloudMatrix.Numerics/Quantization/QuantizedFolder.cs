using System.Text.Json;
using System.Text.Json.Nodes;

namespace CloudMatrix.Numerics;

/// <summary>What stands in a rounded checkpoint's folder beside the weights.</summary>
internal static class QuantizedFolder
{
    private const string Key = "quantization_config";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Writes the configuration, and copies all files that hold no weights.</summary>
    public static void WriteBeside(string source, string target, QuantizationParts parts)
    {
        CheckpointFiles.CopyBeside(source, target);
        var config = JsonNode.Parse(File.ReadAllBytes(Path.Combine(source, CheckpointFiles.Config)))!.AsObject();
        config[Key] = ConfigOf(parts);
        File.WriteAllText(Path.Combine(target, CheckpointFiles.Config), config.ToJsonString(Indented) + "\n");
    }

    // Rows that are transformed before they are rounded are not compressed-tensors': whoever reads it as such must not
    // take the weights for his.
    internal static JsonObject ConfigOf(QuantizationParts parts)
    {
        const QuantizationParts transforms = QuantizationParts.ScaleSearch | QuantizationParts.OutlierSuppression;
        var isFine = parts.HasFlag(QuantizationParts.FineScales);
        return new JsonObject
        {
            ["quant_method"] = (parts & transforms) == 0 ? "compressed-tensors" : "cloudmatrix-int8",
            ["format"] = "int-quantized",
            ["quantization_status"] = "compressed",
            ["config_groups"] = new JsonObject
            {
                ["group_0"] = new JsonObject
                {
                    ["targets"] = new JsonArray("Linear"),
                    ["weights"] = NumbersOf(isFine ? "channel" : "tensor", isDynamic: false),
                    ["input_activations"] = NumbersOf(isFine ? "token" : "tensor", isDynamic: isFine),
                },
            },
            ["parts"] = new JsonArray([.. QuantizationPartNames.Of(parts).Select(name => JsonValue.Create(name))]),
        };
    }

    private static JsonObject NumbersOf(string strategy, bool isDynamic) => new()
    {
        ["num_bits"] = 8,
        ["type"] = "int",
        ["symmetric"] = true,
        ["strategy"] = strategy,
        ["dynamic"] = isDynamic,
    };
}
