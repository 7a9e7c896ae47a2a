using CloudMatrix.Model;

namespace CloudMatrix.Costs;

/// <summary>
/// Stage 3 of prefill attention, sequence-parallel: a die projects its own tokens back, all heads of them.
/// </summary>
/// <remarks>
/// <code>
/// 1  quantise                              t · a · v · (2 + 1) bytes
/// 2  o                                     [a · v, h]
/// 3  add, normalise, quantise              t · h · (2 + 2 + 2 + 2 + 1) bytes: sum, BF16 and INT8 of its norm
/// </code>
/// t: the die's tokens; other symbols as in <see cref="MlaPrologCost"/>. Source: arXiv:2506.12708 §4.3.1.
/// </remarks>
public static class PrefillOutputProjectionCost
{
    private const int Quantised = 3;
    private const int AddedAndNormalised = 9;

    /// <summary>The stage's time; zero where there are no tokens.</summary>
    /// <param name="model">Gives the dimensions.</param>
    /// <param name="tokens">The die's own tokens.</param>
    /// <param name="share">The cores.</param>
    public static VirtualDuration Time(ModelShape model, int tokens, DieShare share)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(share);
        if (tokens == 0)
        {
            return VirtualDuration.Zero;
        }

        var headBytes = PrefillRowFormat.Of(model).AttendedPerHead.Count;
        var attended = (int)(model.Attention.Heads * headBytes / NumberFormat.Bf16.ByteCount());
        return OperatorWork.Moving((double)tokens * attended * Quantised).TimeOn(share.Machine)
            + GemmCost.QuantisedWork(GemmShape.Of(tokens, model.HiddenSize, attended), share).TimeOn(share.Machine)
            + OperatorWork.Moving((double)tokens * model.HiddenSize * AddedAndNormalised).TimeOn(share.Machine);
    }
}
