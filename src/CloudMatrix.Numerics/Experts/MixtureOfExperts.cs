using System.Collections.Immutable;
using System.Numerics.Tensors;
using CloudMatrix.Model;

namespace CloudMatrix.Numerics;

/// <summary>
/// The experts of one layer, in steps that may run in different places: the gate chooses, each expert answers the rows
/// that it is handed, and the answers to a token are summed where the token is.
/// </summary>
/// <remarks>
/// y = Σ_k weight[k] · answer[k] in the gate's order, best expert first; then the shared expert's answer is added. One
/// order, so that a sum is the same bits wherever experts are.
/// </remarks>
public sealed class MixtureOfExperts
{
    private readonly int _hidden;
    private readonly Precision _precision;

    private MixtureOfExperts(DeepSeekSpec spec, string name, WeightReader weights)
    {
        var shape = spec.Shape;
        var size = (shape.HiddenSize, shape.MoeIntermediateSize);
        _hidden = shape.HiddenSize;
        _precision = weights.Precision;
        Gate = Gate.Load(spec, $"{name}.gate", weights);
        Experts =
        [
            .. Enumerable.Range(0, shape.RoutedExperts)
                .Select(expert => FeedForward.Load($"{name}.experts.{expert}", size, weights)),
        ];
        Shared = shape.SharedExperts > 0
            ? FeedForward.Load(
                $"{name}.shared_experts", (size.HiddenSize, size.MoeIntermediateSize * shape.SharedExperts), weights)
            : null;
    }

    /// <summary>Chooses experts.</summary>
    public Gate Gate { get; }

    /// <summary>The routed experts, by their index.</summary>
    public ImmutableArray<FeedForward> Experts { get; }

    /// <summary>The expert that every token goes to, if there is one.</summary>
    public FeedForward? Shared { get; }

    /// <summary>Sums the answers to one token in the gate's order.</summary>
    /// <param name="choices">The token's experts.</param>
    /// <param name="answers">[choices, hidden].</param>
    /// <param name="shared">The shared expert's answer [hidden]; empty where there is none.</param>
    /// <param name="result">[hidden].</param>
    public void Combine(
        ReadOnlySpan<ExpertChoice> choices, ReadOnlySpan<float> answers, ReadOnlySpan<float> shared, Span<float> result)
    {
        result.Clear();
        for (var k = 0; k < choices.Length; k++)
        {
            TensorPrimitives.FusedMultiplyAdd(answers.Slice(k * _hidden, _hidden), choices[k].Weight, result, result);
        }

        if (!shared.IsEmpty)
        {
            TensorPrimitives.Add(result, shared, result);
        }

        _precision.Round(result);
    }

    /// <summary>Finds the weights of one layer's experts.</summary>
    internal static MixtureOfExperts Load(DeepSeekSpec spec, string name, WeightReader weights) =>
        new(spec, name, weights);

    /// <summary>All steps in one place.</summary>
    /// <param name="rows">[rows, hidden].</param>
    /// <param name="choices">[rows, choices a row]: takes what the gate chose.</param>
    /// <param name="result">[rows, hidden].</param>
    internal void Run(ReadOnlySpan<float> rows, Span<ExpertChoice> choices, Span<float> result)
    {
        var count = rows.Length / _hidden;
        Gate.Choose(rows, choices);
        using var answers = RowBuffer.Rent(choices.Length, _hidden);
        AnswerAll(rows, choices, answers);
        using var shared = RowBuffer.Rent(Shared is null ? 0 : count, _hidden);
        Shared?.Run(rows, shared.All);
        for (var row = 0; row < count; row++)
        {
            var chosen = new Range(row * Gate.ChoicesPerRow, (row + 1) * Gate.ChoicesPerRow);
            Combine(
                choices[chosen],
                answers.All[(chosen.Start.Value * _hidden)..(chosen.End.Value * _hidden)],
                Shared is null ? [] : shared[row],
                result.Slice(row * _hidden, _hidden));
        }
    }

    // Gathers each expert's rows, and puts its answers where the gate's choices stand.
    private void AnswerAll(ReadOnlySpan<float> rows, ReadOnlySpan<ExpertChoice> choices, RowBuffer answers)
    {
        var placesOfExpert = PlacesOfExperts(choices);
        foreach (var (expert, places) in placesOfExpert.Index().Where(pair => pair.Item is not null))
        {
            using var gathered = RowBuffer.Rent(places!.Count, _hidden);
            using var answered = RowBuffer.Rent(places.Count, _hidden);
            for (var i = 0; i < places.Count; i++)
            {
                rows.Slice(places[i] / Gate.ChoicesPerRow * _hidden, _hidden).CopyTo(gathered[i]);
            }

            Experts[expert].Run(gathered.All, answered.All);
            for (var i = 0; i < places.Count; i++)
            {
                answered[i].CopyTo(answers[places[i]]);
            }
        }
    }

    private List<int>?[] PlacesOfExperts(ReadOnlySpan<ExpertChoice> choices)
    {
        var places = new List<int>?[Experts.Length];
        for (var place = 0; place < choices.Length; place++)
        {
            (places[choices[place].Expert.Index] ??= []).Add(place);
        }

        return places;
    }
}
