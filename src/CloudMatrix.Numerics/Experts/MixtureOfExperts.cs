using System.Collections.Immutable;
using System.Numerics.Tensors;
using CloudMatrix.Model;

namespace CloudMatrix.Numerics;

/// <summary>
/// The experts of one layer, in steps that may run in different places: where a token is the gate chooses and its row
/// is packed; where an expert is it answers the rows that it is handed; where the token is the answers are summed.
/// </summary>
/// <remarks>
/// <code>
/// y = Σ_k weight[k] · answer[k]  in the gate's order, best expert first; then the shared expert's answer is added
/// </code>
/// One order, and one rounding on the way, so that a sum is the same bits wherever experts are. A row is packed once:
/// all its experts, the shared one too, are handed the same bytes.
/// </remarks>
public sealed class MixtureOfExperts
{
    private readonly int _hidden;
    private readonly Precision _precision;
    private readonly IRowFormat _rows;
    private readonly FloatRows _answers;
    private readonly ImmutableArray<FeedForward> _experts;
    private readonly FeedForward? _shared;

    private MixtureOfExperts(DeepSeekSpec spec, string name, WeightReader weights)
    {
        var shape = spec.Shape;
        var size = (shape.HiddenSize, shape.MoeIntermediateSize);
        _hidden = shape.HiddenSize;
        _precision = weights.Precision;
        _answers = new FloatRows(_hidden, _precision);
        Gate = Gate.Load(spec, $"{name}.gate", weights);
        _experts =
        [
            .. Enumerable.Range(0, shape.RoutedExperts)
                .Select(expert => FeedForward.Load(($"{name}.experts.{expert}", name), size, weights)),
        ];
        _shared = shape.SharedExperts > 0
            ? FeedForward.Load(
                ($"{name}.shared_experts", name),
                (size.HiddenSize, size.MoeIntermediateSize * shape.SharedExperts),
                weights)
            : null;
        _rows = _experts[0].Input;
    }

    /// <summary>Chooses experts.</summary>
    public Gate Gate { get; }

    /// <summary>Whether there is an expert that every token goes to.</summary>
    public bool HasShared => _shared is not null;

    /// <summary>Answers that a token gets: one of each chosen expert, and the shared one's last.</summary>
    public int AnswersPerRow => Gate.ChoicesPerRow + (HasShared ? 1 : 0);

    /// <summary>Routed experts.</summary>
    public int Count => _experts.Length;

    /// <summary>Bytes of a packed row: what an expert is handed of a token.</summary>
    public int RowBytes => _rows.RowBytes;

    /// <summary>Bytes of an expert's answer to one row.</summary>
    public int AnswerBytes => _answers.RowBytes;

    /// <summary>Packs rows for the way to their experts.</summary>
    /// <param name="rows">[rows, hidden], normed.</param>
    /// <param name="packed">[rows, <see cref="RowBytes"/>].</param>
    public void Pack(ReadOnlySpan<float> rows, Span<byte> packed) => _rows.Pack(rows, packed);

    /// <summary>An expert answers rows, each by itself: an answer does not depend on the rows beside it.</summary>
    /// <param name="expert">A routed expert, or null for the shared one.</param>
    /// <param name="packed">[rows, <see cref="RowBytes"/>].</param>
    /// <param name="answers">[rows, <see cref="AnswerBytes"/>].</param>
    public void Answer(ExpertId? expert, ReadOnlySpan<byte> packed, Span<byte> answers)
    {
        var network = expert is { } routed ? _experts[routed.Index] : _shared!;
        var count = packed.Length / RowBytes;
        using var answered = RentedRows<float>.Rent(count, _hidden);
        network.RunPacked(packed, answered.All);
        _answers.Pack(answered.All, answers);
    }

    /// <summary>Sums the answers to one token in the gate's order.</summary>
    /// <param name="choices">The token's experts.</param>
    /// <param name="answers">[<see cref="AnswersPerRow"/>, <see cref="AnswerBytes"/>].</param>
    /// <param name="result">[hidden].</param>
    public void Combine(ReadOnlySpan<ExpertChoice> choices, ReadOnlySpan<byte> answers, Span<float> result)
    {
        using var answer = RentedRows<float>.Rent(1, _hidden);
        result.Clear();
        for (var k = 0; k < choices.Length; k++)
        {
            _answers.Unpack(answers.Slice(k * AnswerBytes, AnswerBytes), answer.All);
            TensorPrimitives.FusedMultiplyAdd(answer.All, choices[k].Weight, result, result);
        }

        if (HasShared)
        {
            _answers.Unpack(answers.Slice(choices.Length * AnswerBytes, AnswerBytes), answer.All);
            TensorPrimitives.Add(result, answer.All, result);
        }

        _precision.Round(result);
    }

    /// <summary>Finds the weights of one layer's experts.</summary>
    internal static MixtureOfExperts Load(DeepSeekSpec spec, string name, WeightReader weights) =>
        new(spec, name, weights);

    /// <summary>All steps in one place: what every other way to run experts equals bit for bit.</summary>
    /// <param name="rows">[rows, hidden].</param>
    /// <param name="choices">[rows, choices a row]: takes what the gate chose.</param>
    /// <param name="result">[rows, hidden].</param>
    internal void Run(ReadOnlySpan<float> rows, Span<ExpertChoice> choices, Span<float> result)
    {
        var count = rows.Length / _hidden;
        Gate.Choose(rows, choices);
        using var packed = RentedRows<byte>.Rent(count, RowBytes);
        using var answers = RentedRows<byte>.Rent(count * AnswersPerRow, AnswerBytes);
        Pack(rows, packed.All);
        foreach (var (expert, places) in PlacesOfExperts(choices).Index().Where(pair => pair.Item is not null))
        {
            AnswerAt(new ExpertId(expert), places!, packed, answers);
        }

        if (HasShared)
        {
            AnswerAt(null, [.. Enumerable.Range(0, count).Select(PlaceOfShared)], packed, answers);
        }

        for (var row = 0; row < count; row++)
        {
            Combine(
                choices.Slice(row * Gate.ChoicesPerRow, Gate.ChoicesPerRow),
                answers.All.Slice(row * AnswersPerRow * AnswerBytes, AnswersPerRow * AnswerBytes),
                result.Slice(row * _hidden, _hidden));
        }
    }

    private int PlaceOfShared(int row) => (row * AnswersPerRow) + Gate.ChoicesPerRow;

    // Gathers an expert's rows, and puts its answers where the rows' answers are expected.
    private void AnswerAt(ExpertId? expert, List<int> places, RentedRows<byte> packed, RentedRows<byte> answers)
    {
        using var gathered = RentedRows<byte>.Rent(places.Count, RowBytes);
        using var answered = RentedRows<byte>.Rent(places.Count, AnswerBytes);
        for (var i = 0; i < places.Count; i++)
        {
            packed[places[i] / AnswersPerRow].CopyTo(gathered[i]);
        }

        Answer(expert, gathered.All, answered.All);
        for (var i = 0; i < places.Count; i++)
        {
            answered[i].CopyTo(answers[places[i]]);
        }
    }

    // Where each expert's answers are expected; null for one that nobody chose.
    private List<int>?[] PlacesOfExperts(ReadOnlySpan<ExpertChoice> choices)
    {
        var places = new List<int>?[_experts.Length];
        for (var i = 0; i < choices.Length; i++)
        {
            var (row, k) = Math.DivRem(i, Gate.ChoicesPerRow);
            (places[choices[i].Expert.Index] ??= []).Add((row * AnswersPerRow) + k);
        }

        return places;
    }
}
