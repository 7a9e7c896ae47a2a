using System.CommandLine;
using CloudMatrix.Model;
using CloudMatrix.Numerics;

namespace CloudMatrix.Commands;

/// <summary>The option that says what activations are rounded to.</summary>
internal sealed class PrecisionArgument
{
    private readonly Option<Precision?> _precision = OptionKinds.OneOf(
        "--precision",
        "What activations are rounded to between operators; in int8 the large products are of 8-bit numbers too, and "
        + "weights that are floats are rounded beforehand (default fp32, or int8 for a checkpoint that is rounded).",
        ("fp32", Precision.Fp32),
        ("bf16", Precision.Bf16),
        ("int8", Precision.Int8));

    /// <summary>Adds the option to a verb.</summary>
    public void AddTo(Command command) => command.Add(_precision);

    /// <summary>What the user asks for; null where he leaves it to the checkpoint.</summary>
    public Precision? Read(ParseResult parse, CommandFaults faults) => faults.ValueOf(parse, _precision);

    /// <summary>What a checkpoint is computed in where the user does not say.</summary>
    public static Precision DefaultOf(DeepSeekSpec spec) =>
        spec.Quantization == WeightQuantization.Int8 ? Precision.Int8 : Precision.Fp32;
}
