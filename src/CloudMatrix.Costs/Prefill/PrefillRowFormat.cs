using CloudMatrix.Model;

namespace CloudMatrix.Costs;

/// <summary>
/// Bytes that a token takes on the wire in the two collectives of sequence- and tensor-parallel attention.
/// </summary>
/// <param name="Gathered">
/// What every die gets of every token before attention: 2 · (q + c + r), or 2 · h where the model has no latents.
/// </param>
/// <param name="AttendedPerHead">What a head computed for a token: 2 · v.</param>
/// <remarks>
/// BF16, as matrix products leave their results: the paper quantises early for dispatch only. Symbols as in
/// <see cref="MlaPrologCost"/>. Source: arXiv:2506.12708 §4.3.1 (SP–TP–SP), §4.2.1 and table 10 (formats).
/// </remarks>
public readonly record struct PrefillRowFormat(Bytes Gathered, Bytes AttendedPerHead)
{
    private const int ElementByteCount = 2;

    /// <summary>The rows of a model.</summary>
    public static PrefillRowFormat Of(ModelShape model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Attention switch
        {
            LatentAttention latent => Rows(
                (latent.QLoraRank ?? model.HiddenSize) + latent.KvElementsPerToken, latent.ValueHeadDim),
            GroupedQueryAttention grouped => Rows(model.HiddenSize, grouped.HeadDim),
            _ => throw new ArgumentOutOfRangeException(nameof(model), model.Attention, "Not an attention."),
        };
    }

    private static PrefillRowFormat Rows(int gathered, int attended) =>
        new(new Bytes(gathered * ElementByteCount), new Bytes(attended * ElementByteCount));
}
