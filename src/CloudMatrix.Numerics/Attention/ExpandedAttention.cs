using System.Numerics.Tensors;

namespace CloudMatrix.Numerics;

/// <summary>
/// Attention over keys and values that are expanded from the latents, one head at a time:
/// s[p] = scale · (q_nope · k[p] + q_rope · r[p]), y = Σ_p softmax(s)[p] · v[p].
/// </summary>
internal sealed class ExpandedAttention(HeadWeights weights)
{
    /// <summary>Attends with all rows of a step; a row sees its own sequence up to itself.</summary>
    /// <param name="batch">Whose rows they are.</param>
    /// <param name="layer">Of the sequences' caches.</param>
    /// <param name="queries">[rows, heads, nope | rope], turned.</param>
    /// <param name="result">[rows, heads, value].</param>
    public void Run(TokenBatch batch, int layer, ReadOnlySpan<float> queries, Span<float> result)
    {
        var firstRow = 0;
        foreach (var (cache, tokens) in batch.Sequences)
        {
            var context = new Context(cache, layer, cache.Length + tokens.Length);
            var queryWidth = queries.Length / batch.Rows;
            var resultWidth = result.Length / batch.Rows;
            RunSequence(context, new SequenceRows(
                queries.Slice(firstRow * queryWidth, tokens.Length * queryWidth),
                result.Slice(firstRow * resultWidth, tokens.Length * resultWidth)));
            firstRow += tokens.Length;
        }
    }

    private void RunSequence(Context context, SequenceRows rows)
    {
        var shape = weights.Shape;
        using var latents = RentedRows<float>.Rent(context.Length, shape.KvLoraRank);
        using var expanded = RentedRows<float>.Rent(context.Length, weights.RowsPerHead);
        for (var position = 0; position < context.Length; position++)
        {
            context[position][..shape.KvLoraRank].CopyTo(latents[position]);
        }

        for (var head = 0; head < shape.Heads; head++)
        {
            MatrixProduct.Run(latents.All, weights.Up, weights.AllOf(head), expanded.All);
            weights.Precision.Round(expanded.All);
            RunHead(head, context, expanded, rows);
        }
    }

    private void RunHead(int head, Context context, RentedRows<float> expanded, SequenceRows sequence)
    {
        var shape = weights.Shape;
        var (queryWidth, valueWidth) = (shape.Heads * weights.QueryWidth, shape.Heads * shape.ValueHeadDim);
        var rows = sequence.Queries.Length / queryWidth;
        using var scores = RentedRows<float>.Rent(1, context.Length);
        for (var row = 0; row < rows; row++)
        {
            var seen = context.Length - rows + row + 1;
            var query = sequence.Queries.Slice((row * queryWidth) + (head * weights.QueryWidth), weights.QueryWidth);
            var value = sequence.Result.Slice((row * valueWidth) + (head * shape.ValueHeadDim), shape.ValueHeadDim);
            Score(query, context, expanded, scores.All[..seen]);
            Softmax.Run(scores.All[..seen]);
            value.Clear();
            for (var position = 0; position < seen; position++)
            {
                TensorPrimitives.FusedMultiplyAdd(
                    expanded[position][shape.NopeHeadDim..], scores.All[position], value, value);
            }

            weights.Precision.Round(value);
        }
    }

    private void Score(ReadOnlySpan<float> query, Context context, RentedRows<float> expanded, Span<float> scores)
    {
        var (nope, latent) = (weights.Shape.NopeHeadDim, weights.Shape.KvLoraRank);
        for (var position = 0; position < scores.Length; position++)
        {
            var product = Lanes.Dot(query[..nope], expanded[position][..nope])
                + Lanes.Dot(query[nope..], context[position][latent..]);
            scores[position] = product * weights.ScoreScale;
        }
    }

    private readonly ref struct SequenceRows(ReadOnlySpan<float> queries, Span<float> result)
    {
        public ReadOnlySpan<float> Queries { get; } = queries;

        public Span<float> Result { get; } = result;
    }

    private readonly record struct Context(SequenceCache Cache, int Layer, int Length)
    {
        public ReadOnlySpan<float> this[int position] => Cache.Row(Layer, position);
    }
}
