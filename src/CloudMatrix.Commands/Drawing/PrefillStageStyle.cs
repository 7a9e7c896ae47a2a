using System.Collections.Frozen;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>How a stage of a prefill batch looks in the plot.</summary>
/// <param name="Name">Short enough for a box.</param>
/// <param name="Colour">As in decode where the stage is the same; collectives are warm, cores' work is cold.</param>
internal sealed record PrefillStageStyle(string Name, Colour Colour)
{
    private static readonly FrozenDictionary<PrefillStage, PrefillStageStyle> Styles =
        new Dictionary<PrefillStage, PrefillStageStyle>
        {
            [PrefillStage.DownProjection] = new("Down", Colour.Of(0x9ecae1)),
            [PrefillStage.Gather] = new("All-gather", Colour.Of(0xd9b44a)),
            [PrefillStage.UpProjection] = new("Up", Colour.Of(0x6aaed6)),
            [PrefillStage.Attention] = new("Attention", Colour.Of(0x2171b5)),
            [PrefillStage.AllToAll] = new("All-to-all", Colour.Of(0xd98c5f)),
            [PrefillStage.OutputProjection] = new("O_PROJ", Colour.Of(0x0b3c6f)),
            [PrefillStage.Gate] = new("Gate", Colour.Of(0x7b5ea7)),
            [PrefillStage.SharedExpert] = new("Shared", Colour.Of(0x8cbf88)),
            [PrefillStage.DispatchCompute] = new("DispatchCompute", Colour.Of(0xa58bc7)),
            [PrefillStage.Dispatch] = new("Dispatch", Colour.Of(0xe8a33d)),
            [PrefillStage.Experts] = new("Experts", Colour.Of(0x2e8b6f)),
            [PrefillStage.Combine] = new("Combine", Colour.Of(0xc8553d)),
            [PrefillStage.CombineCompute] = new("CombineCompute", Colour.Of(0x8a6f9e)),
            [PrefillStage.DenseFeedForward] = new("Dense FFN", Colour.Of(0xb7d8b4)),
            [PrefillStage.Head] = new("LM head", Colour.Of(0x6b7280)),
        }.ToFrozenDictionary();

    /// <summary>The style of a stage.</summary>
    public static PrefillStageStyle Of(PrefillStage stage) => Styles[stage];
}
