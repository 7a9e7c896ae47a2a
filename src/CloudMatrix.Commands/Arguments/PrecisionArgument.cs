using System.CommandLine;
using CloudMatrix.Numerics;

namespace CloudMatrix.Commands;

/// <summary>The option that says what activations are rounded to.</summary>
internal sealed class PrecisionArgument
{
    private readonly Option<Precision?> _precision = OptionKinds.OneOf(
        "--precision",
        "What activations are rounded to between operators; sums are float32 (default fp32).",
        ("fp32", Precision.Fp32),
        ("bf16", Precision.Bf16));

    /// <summary>Adds the option to a verb.</summary>
    public void AddTo(Command command) => command.Add(_precision);

    /// <summary>What the user asks for.</summary>
    public Precision Read(ParseResult parse, CommandFaults faults) =>
        faults.ValueOf(parse, _precision) ?? Precision.Fp32;
}
