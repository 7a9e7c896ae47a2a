using CloudMatrix.Model;

namespace CloudMatrix.Costs;

/// <summary>A gated feed-forward network: a dense layer's, or the experts of a die as one grouped product.</summary>
/// <remarks>
/// <code>
/// 1  gate and up, SwiGLU and requantisation in its epilogue    [h, 2i]
/// 2  down                                                      [i, h]
/// </code>
/// h: hidden size, i: intermediate size. Two kernels; a die's experts with different intermediate sizes (routed,
/// shared) share them. Source: arXiv:2506.12708 §4.2.1 and table 10.
/// </remarks>
public static class FeedForwardCost
{
    /// <summary>A dense layer's network on one die.</summary>
    public static VirtualDuration DenseTime(ModelShape model, int tokens, DieShare share)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Time(model.HiddenSize, new ExpertRows(RowGroups.Equal(1, tokens), default), Widths.Dense(model), share);
    }

    /// <summary>All experts of one die; zero where no row arrived.</summary>
    /// <param name="model">Gives hidden and intermediate sizes.</param>
    /// <param name="rows">Rows of each expert slot of the die.</param>
    /// <param name="share">The cores of the MoE stream.</param>
    public static VirtualDuration ExpertsTime(ModelShape model, ExpertRows rows, DieShare share)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Time(model.HiddenSize, rows, Widths.Experts(model), share);
    }

    private static VirtualDuration Time(int hidden, ExpertRows rows, Widths widths, DieShare share)
    {
        ArgumentNullException.ThrowIfNull(share);
        if (rows.Total == 0)
        {
            return VirtualDuration.Zero;
        }

        var up = GemmCost.QuantisedWork(new GemmShape(rows.Routed, 2 * widths.Routed, hidden), share)
            + GemmCost.QuantisedWork(new GemmShape(rows.Shared, 2 * widths.Shared, hidden), share);
        var down = GemmCost.QuantisedWork(new GemmShape(rows.Routed, hidden, widths.Routed), share)
            + GemmCost.QuantisedWork(new GemmShape(rows.Shared, hidden, widths.Shared), share);
        return up.TimeOn(share.Machine) + down.TimeOn(share.Machine);
    }

    private readonly record struct Widths(int Routed, int Shared)
    {
        public static Widths Dense(ModelShape model) => new(model.DenseIntermediateSize, 0);

        public static Widths Experts(ModelShape model) =>
            new(model.MoeIntermediateSize, model.MoeIntermediateSize * model.SharedExperts);
    }
}
