namespace CloudMatrix.Numerics;

/// <summary>
/// Names of what stands beside 8-bit weights in a checkpoint. Scales and biases are named as compressed-tensors does;
/// what is done to rows beforehand is this project's own.
/// </summary>
internal static class Int8Names
{
    /// <summary>Scales of a matrix: [outputs, 1], or [1] for all of it.</summary>
    public static string WeightScale(string tensor) => $"{tensor}_scale";

    /// <summary>What compensates rounding: [outputs].</summary>
    public static string Bias(string layer) => $"{layer}.bias";

    /// <summary>The fixed scale of rows: [1].</summary>
    public static string InputScale(string input) => $"{input}.input_scale";

    /// <summary>What channels of rows are multiplied with: [inputs].</summary>
    public static string ChannelScales(string input) => $"{input}.input_channel_scale";

    /// <summary>Channels of a block that are turned together: [1].</summary>
    public static string RotationBlock(string input) => $"{input}.input_rotation";
}
