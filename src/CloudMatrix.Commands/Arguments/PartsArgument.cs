using System.CommandLine;
using CloudMatrix.Numerics;

namespace CloudMatrix.Commands;

/// <summary>The options that say which parts of the INT8 scheme are used.</summary>
internal sealed class PartsArgument
{
    private readonly Option<QuantizationParts?> _parts = OptionKinds.Set(
        "--parts",
        "all|naive|none|PART,...",
        $"Parts of the scheme: {Names}; naive rounds to nearest (mixed-precision,fine-scales) (default all).",
        ReadSet);

    private readonly Option<QuantizationParts?> _without = OptionKinds.Set(
        "--without", "PART,...", "Parts that are left out of them.", ReadParts);

    private static string Names => string.Join(", ", QuantizationPartNames.All.Select(pair => pair.Name));

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Add(_parts);
        command.Add(_without);
    }

    /// <summary>The parts.</summary>
    public QuantizationParts Read(ParseResult parse, CommandFaults faults) =>
        (faults.ValueOf(parse, _parts) ?? QuantizationParts.All) & ~(faults.ValueOf(parse, _without) ?? 0);

    private static QuantizationParts ReadSet(string text) => text switch
    {
        "all" => QuantizationParts.All,
        "naive" => QuantizationParts.Naive,
        "none" => QuantizationParts.None,
        _ => ReadParts(text),
    };

    private static QuantizationParts ReadParts(string text) =>
        text.Split(',').Aggregate(QuantizationParts.None, (parts, word) =>
            QuantizationPartNames.All.Any(pair => pair.Name == word)
                ? parts | QuantizationPartNames.All.Single(pair => pair.Name == word).Part
                : throw new FormatException($"'{word}' is none of {Names}."));
}
