namespace CloudMatrix.Model;

/// <summary>
/// The <c>quantization_config</c> of a checkpoint: DeepSeek's own 8-bit floats, or 8-bit whole numbers in the form of
/// compressed-tensors. What else it may ask for is refused by name.
/// </summary>
internal static class QuantizationConfig
{
    private const int Fp8Block = 128;

    private static readonly Dictionary<string, WeightQuantization> Methods = new(StringComparer.Ordinal)
    {
        ["fp8"] = WeightQuantization.Float8,
        ["compressed-tensors"] = WeightQuantization.Int8,
        ["cloudmatrix-int8"] = WeightQuantization.Int8,
    };

    /// <summary>How the matrices are stored; <see cref="WeightQuantization.None"/> where nothing is said.</summary>
    public static WeightQuantization Read(JsonSection config)
    {
        if (!config.Has("quantization_config"))
        {
            return WeightQuantization.None;
        }

        var section = config.Section("quantization_config");
        var method = section.OneOf("quant_method", Methods);
        if (method == WeightQuantization.Float8)
        {
            CheckBlocks(section);
        }
        else if (method == WeightQuantization.Int8)
        {
            section.OneOf("format", Only("int-quantized"));
            CheckGroup(section.Section("config_groups").Section("group_0"));
        }

        return method;
    }

    private static void CheckBlocks(JsonSection section)
    {
        if (section.Counts("weight_block_size") is { Count: > 0 } block && !block.SequenceEqual([Fp8Block, Fp8Block]))
        {
            section.Fault("weight_block_size", $"only [{Fp8Block}, {Fp8Block}] is supported");
        }
    }

    private static void CheckGroup(JsonSection group)
    {
        CheckNumbers(group.Section("weights"), Only("channel", "tensor"));
        CheckNumbers(group.Section("input_activations"), Only("token", "tensor"));
    }

    private static void CheckNumbers(JsonSection numbers, Dictionary<string, bool> strategies)
    {
        numbers.Count("num_bits", new CountRange(8, 8));
        numbers.OneOf("type", Only("int"));
        numbers.OneOf("strategy", strategies);
        if (!numbers.Flag("symmetric"))
        {
            numbers.Fault("symmetric", "only true is supported");
        }
    }

    private static Dictionary<string, bool> Only(params string[] words) => words.ToDictionary(word => word, _ => true);
}
