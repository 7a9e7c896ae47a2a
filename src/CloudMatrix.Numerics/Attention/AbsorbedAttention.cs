using System.Numerics.Tensors;

namespace CloudMatrix.Numerics;

/// <summary>
/// Attention over the latents themselves, without expanding one of them: a head's key matrix K and value matrix V act
/// on its query and on its result instead.
/// s[p] = scale · [q_nope · K | q_rope] · [latent | rope][p], y = V · Σ_p softmax(s)[p] · latent[p].
/// </summary>
internal sealed class AbsorbedAttention(HeadWeights weights)
{
    /// <summary>Attends with all rows of a step; a row sees its own sequence up to itself.</summary>
    /// <param name="batch">Whose rows they are.</param>
    /// <param name="layer">Of the sequences' caches.</param>
    /// <param name="queries">[rows, heads, nope | rope], turned.</param>
    /// <param name="result">[rows, heads, value].</param>
    public void Run(TokenBatch batch, int layer, ReadOnlySpan<float> queries, Span<float> result)
    {
        var shape = weights.Shape;
        var queryWidth = shape.Heads * weights.QueryWidth;
        var valueWidth = shape.Heads * shape.ValueHeadDim;
        using var absorbed = RentedRows<float>.Rent(batch.Rows, shape.KvElementsPerToken);
        using var latents = RentedRows<float>.Rent(batch.Rows, shape.KvLoraRank);
        using var values = RentedRows<float>.Rent(batch.Rows, shape.ValueHeadDim);
        for (var head = 0; head < shape.Heads; head++)
        {
            Absorb(head, queries, absorbed);
            for (var row = 0; row < batch.Rows; row++)
            {
                Attend(batch[row], layer, absorbed[row], latents[row]);
            }

            weights.Precision.Round(latents.All);
            MatrixProduct.Run(latents.All, weights.Up, weights.ValuesOf(head), values.All);
            weights.Precision.Round(values.All);
            for (var row = 0; row < batch.Rows; row++)
            {
                values[row].CopyTo(result.Slice((row * valueWidth) + (head * shape.ValueHeadDim), shape.ValueHeadDim));
            }
        }

        void Absorb(int head, ReadOnlySpan<float> queries, RentedRows<float> absorbed)
        {
            using var scratch = RentedRows<float>.Rent(shape.NopeHeadDim, shape.KvLoraRank);
            var keys = weights.Up.Read(weights.KeysOf(head), scratch.All);
            for (var row = 0; row < batch.Rows; row++)
            {
                var query = queries.Slice((row * queryWidth) + (head * weights.QueryWidth), weights.QueryWidth);
                AbsorbRow(query, keys, absorbed[row]);
            }

            weights.Precision.Round(absorbed.All);
        }
    }

    private void AbsorbRow(ReadOnlySpan<float> query, ReadOnlySpan<float> keys, Span<float> absorbed)
    {
        var (nope, width) = (weights.Shape.NopeHeadDim, weights.Shape.KvLoraRank);
        var latent = absorbed[..width];
        latent.Clear();
        for (var i = 0; i < nope; i++)
        {
            TensorPrimitives.FusedMultiplyAdd(keys.Slice(i * width, width), query[i], latent, latent);
        }

        query[nope..].CopyTo(absorbed[width..]);
    }

    private void Attend(TokenRow row, int layer, ReadOnlySpan<float> query, Span<float> latent)
    {
        using var buffer = RentedRows<float>.Rent(1, row.Position + 1);
        var scores = buffer.All;
        for (var position = 0; position < scores.Length; position++)
        {
            scores[position] = Lanes.Dot(query, row.Cache.Row(layer, position)) * weights.ScoreScale;
        }

        Softmax.Run(scores);
        latent.Clear();
        for (var position = 0; position < scores.Length; position++)
        {
            TensorPrimitives.FusedMultiplyAdd(
                row.Cache.Row(layer, position)[..latent.Length], scores[position], latent, latent);
        }
    }
}
