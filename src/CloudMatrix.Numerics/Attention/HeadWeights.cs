using CloudMatrix.Model;

namespace CloudMatrix.Numerics;

/// <summary>What both forms of attention share: how a head's keys and values come from the latent.</summary>
/// <param name="Shape">Sizes.</param>
/// <param name="Up">Of each head its keys' rows, then its values' [heads · (nope + value), latent]: kv_b_proj.</param>
/// <param name="ScoreScale">What a product of query and key is multiplied with.</param>
/// <param name="Precision">What expanded and absorbed rows are rounded to.</param>
internal sealed record HeadWeights(LatentAttention Shape, IWeightMatrix Up, float ScoreScale, Precision Precision)
{
    /// <summary>Rows of <see cref="Up"/> for one head.</summary>
    public int RowsPerHead => Shape.NopeHeadDim + Shape.ValueHeadDim;

    /// <summary>A head's query within all of a token's.</summary>
    public int QueryWidth => Shape.NopeHeadDim + Shape.RopeHeadDim;

    /// <summary>Rows of a head's keys.</summary>
    public Range KeysOf(int head) => (head * RowsPerHead)..((head * RowsPerHead) + Shape.NopeHeadDim);

    /// <summary>Rows of a head's values.</summary>
    public Range ValuesOf(int head) => ((head * RowsPerHead) + Shape.NopeHeadDim)..((head + 1) * RowsPerHead);

    /// <summary>Rows of a head's keys and values.</summary>
    public Range AllOf(int head) => (head * RowsPerHead)..((head + 1) * RowsPerHead);
}
