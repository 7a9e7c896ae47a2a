using CloudMatrix.Model;

namespace CloudMatrix.Numerics;

/// <summary>
/// Multi-head latent attention of one layer. Per token x: a query of each head (directly, or through a normed latent),
/// one latent for all keys and values, one key part with rotary position for all heads.
/// </summary>
/// <remarks>
/// <code>
/// x ─▶ q_a ─▶ norm ─▶ q_b ─▶ queries [heads, nope | rope] ──┐
/// x ─▶ kv_a ─▶ [latent | rope] ─▶ norm, turn ─▶ cache row ──┴─▶ attend ─▶ [heads, value] ─▶ o ─▶ y
/// </code>
/// Source: arXiv:2405.04434 §2.1; DeepSeek-V3's inference/model.py, class MLA.
/// </remarks>
internal sealed class MlaAttention
{
    // DeepSeek's modeling_deepseek.py norms latents with its own ε, whatever rms_norm_eps is.
    private const float LatentEpsilon = 1e-6f;

    private readonly LatentAttention _shape;
    private readonly RotaryEmbedding _rotary;
    private readonly Precision _precision;
    private readonly Linear? _queryDown;
    private readonly RmsNorm? _queryNorm;
    private readonly Linear _queryUp;
    private readonly Linear _latentDown;
    private readonly RmsNorm _latentNorm;
    private readonly Linear _output;
    private readonly ExpandedAttention _expanded;
    private readonly AbsorbedAttention _absorbed;

    private MlaAttention(DeepSeekSpec spec, string name, WeightReader weights)
    {
        var (shape, hidden) = (spec.Attention, spec.Shape.HiddenSize);
        var queries = shape.Heads * (shape.NopeHeadDim + shape.RopeHeadDim);
        _shape = shape;
        _precision = weights.Precision;
        _rotary = new RotaryEmbedding(spec.Rotary, shape.RopeHeadDim);
        if (shape.QLoraRank is { } rank)
        {
            _queryDown = weights.Linear($"{name}.q_a_proj", rank, hidden, name);
            _queryNorm = weights.Norm($"{name}.q_a_layernorm", rank, LatentEpsilon);
        }

        _queryUp = shape.QLoraRank is { } inputs
            ? weights.Linear($"{name}.q_b_proj", queries, inputs)
            : weights.Linear($"{name}.q_proj", queries, hidden, name);
        _latentDown = weights.Linear($"{name}.kv_a_proj_with_mqa", shape.KvElementsPerToken, hidden, name);
        _latentNorm = weights.Norm($"{name}.kv_a_layernorm", shape.KvLoraRank, LatentEpsilon);
        _output = weights.Linear($"{name}.o_proj", hidden, shape.Heads * shape.ValueHeadDim);
        var up = weights.Matrix(
            $"{name}.kv_b_proj.weight", shape.Heads * (shape.NopeHeadDim + shape.ValueHeadDim), shape.KvLoraRank);
        var heads = new HeadWeights(shape, up, ScoreScaleOf(spec), weights.Precision);
        _expanded = new ExpandedAttention(heads);
        _absorbed = new AbsorbedAttention(heads);
    }

    /// <summary>Finds the weights of one layer's attention.</summary>
    /// <param name="spec">The model.</param>
    /// <param name="name">The layer's attention in the checkpoint, e.g. "model.layers.0.self_attn".</param>
    /// <param name="weights">Takes faults.</param>
    public static MlaAttention Load(DeepSeekSpec spec, string name, WeightReader weights) => new(spec, name, weights);

    /// <summary>Attends with all rows of a step.</summary>
    /// <param name="batch">Whose rows they are.</param>
    /// <param name="layer">Of the sequences' caches.</param>
    /// <param name="rows">x [rows, hidden], normed.</param>
    /// <param name="result">y [rows, hidden].</param>
    public void Run(TokenBatch batch, int layer, ReadOnlySpan<float> rows, Span<float> result)
    {
        using var queries = RentedRows<float>.Rent(batch.Rows, _queryUp.Outputs);
        using var attended = RentedRows<float>.Rent(batch.Rows, _shape.Heads * _shape.ValueHeadDim);
        ProjectQueries(batch.Rows, rows, queries.All);
        FillCaches(batch, layer, rows);
        TurnQueries(batch, queries);
        if (batch.Form == AttentionForm.Expanded)
        {
            _expanded.Run(batch, layer, queries.All, attended.All);
        }
        else
        {
            _absorbed.Run(batch, layer, queries.All, attended.All);
        }

        _output.Run(attended.All, result);
    }

    // scale = m² / √(nope + rope), with YaRN's magnitude m.
    private static float ScoreScaleOf(DeepSeekSpec spec) => (float)(
        (spec.Rotary.Yarn?.ScoreScale ?? 1) / Math.Sqrt(spec.Attention.NopeHeadDim + spec.Attention.RopeHeadDim));

    private void ProjectQueries(int rowCount, ReadOnlySpan<float> rows, Span<float> queries)
    {
        if (_queryDown is null)
        {
            _queryUp.Run(rows, queries);
            return;
        }

        using var latents = RentedRows<float>.Rent(rowCount, _queryDown.Outputs);
        _queryDown.Run(rows, latents.All);
        _queryNorm!.Run(latents.All, latents.All);
        _queryUp.Run(latents.All, queries);
    }

    private void FillCaches(TokenBatch batch, int layer, ReadOnlySpan<float> rows)
    {
        using var latents = RentedRows<float>.Rent(batch.Rows, _latentDown.Outputs);
        _latentDown.Run(rows, latents.All);
        Span<float> turn = stackalloc float[_rotary.TurnWidth];
        for (var row = 0; row < batch.Rows; row++)
        {
            var (cache, position, _) = batch[row];
            var cached = cache.Row(layer, position);
            latents[row].CopyTo(cached);
            var latent = cached[.._shape.KvLoraRank];
            _latentNorm.Run(latent, latent);
            _rotary.Turn(position, turn);
            RotaryEmbedding.Rotate(cached[_shape.KvLoraRank..], turn);
            _precision.Round(cached);
        }
    }

    private void TurnQueries(TokenBatch batch, RentedRows<float> queries)
    {
        var headWidth = _shape.NopeHeadDim + _shape.RopeHeadDim;
        Span<float> turn = stackalloc float[_rotary.TurnWidth];
        for (var row = 0; row < batch.Rows; row++)
        {
            _rotary.Turn(batch[row].Position, turn);
            for (var head = 0; head < _shape.Heads; head++)
            {
                var query = queries[row].Slice(head * headWidth, headWidth);
                RotaryEmbedding.Rotate(query[_shape.NopeHeadDim..], turn);
            }
        }

        _precision.Round(queries.All);
    }
}
