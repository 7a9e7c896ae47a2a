using System.Collections.Immutable;
using System.Numerics.Tensors;
using CloudMatrix.Model;

namespace CloudMatrix.Numerics;

/// <summary>
/// Chooses a token's experts, in float32 whatever the precision: scores, then the best groups, then the best experts
/// within them. A bias has a say in the choice and none in the weight.
/// </summary>
/// <remarks>
/// Of equals the lower index is better. Source: DeepSeek-V3's inference/model.py, class Gate (sigmoid, bias, groups by
/// their best pair); DeepSeek-V2's modeling_deepseek.py, class MoEGate (softmax, groups by their best; a weight is
/// either normalised or scaled there, whereas V3 does both).
/// </remarks>
public sealed class Gate
{
    private const float LeastSum = 1e-20f;

    private readonly ModelShape _shape;
    private readonly GateSpec _spec;
    private readonly ILinearWeights _weights;
    private readonly ImmutableArray<float> _bias;

    private Gate(DeepSeekSpec spec, ILinearWeights weights, ImmutableArray<float> bias)
    {
        _shape = spec.Shape;
        _spec = spec.Gate;
        _weights = weights;
        _bias = bias;
    }

    /// <summary>Experts of a token.</summary>
    public int ChoicesPerRow => _shape.ExpertsPerToken;

    private int GroupSize => _shape.RoutedExperts / _shape.ExpertGroups;

    private bool HasGroups => _spec.Choice != GateChoice.Greedy && _shape.ExpertGroups > 1;

    /// <summary>Chooses experts for rows, the best first.</summary>
    /// <param name="rows">[rows, hidden].</param>
    /// <param name="choices">[rows, choices a row].</param>
    public void Choose(ReadOnlySpan<float> rows, Span<ExpertChoice> choices)
    {
        var count = rows.Length / _shape.HiddenSize;
        using var scores = RentedRows<float>.Rent(count, _shape.RoutedExperts);
        _weights.Multiply(rows, scores.All);
        for (var row = 0; row < count; row++)
        {
            Score(scores[row]);
            ChooseRow(scores[row], choices.Slice(row * ChoicesPerRow, ChoicesPerRow));
        }
    }

    /// <summary>Finds the weights of one layer's gate.</summary>
    internal static Gate Load(DeepSeekSpec spec, string name, WeightReader weights) => new(
        spec,
        weights.Sensitive(name, spec.Shape.RoutedExperts, spec.Shape.HiddenSize),
        spec.Gate.Choice == GateChoice.BiasCorrected
            ? weights.Vector($"{name}.e_score_correction_bias", spec.Shape.RoutedExperts)
            : []);

    private void Score(Span<float> scores)
    {
        if (_spec.Scoring == GateScoring.Softmax)
        {
            Softmax.Run(scores);
            return;
        }

        foreach (ref var score in scores)
        {
            score = 1 / (1 + MathF.Exp(-score));
        }
    }

    private void ChooseRow(ReadOnlySpan<float> scores, Span<ExpertChoice> choices)
    {
        using var biased = RentedRows<float>.Rent(1, scores.Length);
        scores.CopyTo(biased.All);
        if (!_bias.IsEmpty)
        {
            TensorPrimitives.Add(scores, _bias.AsSpan(), biased.All);
        }

        if (HasGroups)
        {
            CloseGroups(biased.All);
        }

        for (var k = 0; k < choices.Length; k++)
        {
            var best = TakeBest(biased.All);
            choices[k] = new ExpertChoice(new ExpertId(best), scores[best]);
        }

        Weigh(choices);
    }

    // Experts of all but the best groups are taken out of the choice.
    private void CloseGroups(Span<float> biased)
    {
        using var groups = RentedRows<float>.Rent(1, _shape.ExpertGroups);
        for (var group = 0; group < _shape.ExpertGroups; group++)
        {
            groups.All[group] = ScoreOfGroup(biased.Slice(group * GroupSize, GroupSize));
        }

        Span<bool> isOpen = stackalloc bool[_shape.ExpertGroups];
        isOpen.Clear();
        for (var i = 0; i < _shape.GroupsPerToken; i++)
        {
            isOpen[TakeBest(groups.All)] = true;
        }

        for (var group = 0; group < _shape.ExpertGroups; group++)
        {
            if (!isOpen[group])
            {
                biased.Slice(group * GroupSize, GroupSize).Fill(float.NegativeInfinity);
            }
        }
    }

    private float ScoreOfGroup(ReadOnlySpan<float> biased)
    {
        var best = TensorPrimitives.IndexOfMax(biased);
        if (_spec.Choice == GateChoice.GroupLimited || biased.Length == 1)
        {
            return biased[best];
        }

        var second = float.NegativeInfinity;
        for (var i = 0; i < biased.Length; i++)
        {
            second = i == best ? second : Math.Max(second, biased[i]);
        }

        return biased[best] + second;
    }

    private static int TakeBest(Span<float> scores)
    {
        var best = TensorPrimitives.IndexOfMax<float>(scores);
        scores[best] = float.NegativeInfinity;
        return best;
    }

    private void Weigh(Span<ExpertChoice> choices)
    {
        var normalizes = _spec.NormalizesWeights && choices.Length > 1;
        var scales = !normalizes || _spec.Scoring == GateScoring.Sigmoid;
        var sum = LeastSum;
        foreach (var choice in choices)
        {
            sum += choice.Weight;
        }

        foreach (ref var choice in choices)
        {
            var share = normalizes ? choice.Weight / sum : choice.Weight;
            choice = choice with { Weight = scales ? share * _spec.WeightScale : share };
        }
    }
}
