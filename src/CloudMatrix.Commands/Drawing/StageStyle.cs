using System.Collections.Frozen;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>How a stage looks in the plot.</summary>
/// <param name="Name">Short enough for a box.</param>
/// <param name="Colour">Blue for attention, one of its own for each stage of the experts.</param>
internal sealed record StageStyle(string Name, Colour Colour)
{
    private static readonly FrozenDictionary<DecodeStage, StageStyle> Styles = new Dictionary<DecodeStage, StageStyle>
    {
        [DecodeStage.MlaProlog] = new("MLA prolog", Colour.Of(0x6aaed6)),
        [DecodeStage.Attention] = new("Attention", Colour.Of(0x2171b5)),
        [DecodeStage.OutputProjection] = new("O_PROJ", Colour.Of(0x0b3c6f)),
        [DecodeStage.Gate] = new("Gate", Colour.Of(0x7b5ea7)),
        [DecodeStage.Dispatch] = new("Dispatch", Colour.Of(0xe8a33d)),
        [DecodeStage.Experts] = new("Experts", Colour.Of(0x2e8b6f)),
        [DecodeStage.Combine] = new("Combine", Colour.Of(0xc8553d)),
        [DecodeStage.DenseFeedForward] = new("Dense FFN", Colour.Of(0x8cbf88)),
        [DecodeStage.MtpProjection] = new("MTP entry", Colour.Of(0xb8a9d9)),
        [DecodeStage.Head] = new("LM head", Colour.Of(0x6b7280)),
    }.ToFrozenDictionary();

    /// <summary>Time in which a stream waits.</summary>
    public static StageStyle Idle { get; } = new("Idle", Colour.Mist);

    /// <summary>The style of a stage; of waiting, where there is none.</summary>
    public static StageStyle Of(DecodeStage? stage) => stage is { } known ? Styles[known] : Idle;
}
