using System.Collections.Immutable;
using System.Numerics.Tensors;

namespace CloudMatrix.Numerics;

/// <summary>
/// Asks a model questions, many at once: each prompt is one prefill, then the right answer is fed a token at a time for
/// as long as it goes, and what the model would have said is noted. An answer is right if it would have said all of it,
/// the end of the line included: what is generated is then the same.
/// </summary>
/// <param name="model">May be asked by several threads at once.</param>
/// <param name="tokenizer">Its tokenizer.</param>
public sealed class BenchmarkRun(DeepSeekModel model, ITokenizer tokenizer)
{
    private const string EndOfLine = "\n";

    /// <summary>Asks questions; what is said to one does not depend on the others.</summary>
    /// <returns>What the model said to each.</returns>
    public ImmutableArray<BenchmarkAnswer> Ask(IReadOnlyList<BenchmarkItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var asked = items.Select(item => new Question(model, Prompt(item), Expected(item))).ToList();
        Feed(asked, AttentionForm.Expanded);
        for (var open = Open(asked); open.Count > 0; open = Open(open))
        {
            Feed(open, AttentionForm.Absorbed);
        }

        return [.. asked.Select(question => new BenchmarkAnswer([.. question.Said], question.Expected))];
    }

    private static List<Question> Open(List<Question> asked) =>
        [.. asked.Where(question => question.Said.Count < question.Expected.Length)];

    private ImmutableArray<int> Prompt(BenchmarkItem item)
    {
        ImmutableArray<int> begin = model.Spec.BosToken is { } bos ? [bos] : [];
        return [.. begin, .. tokenizer.Encode(item.Prompt)];
    }

    private ImmutableArray<int> Expected(BenchmarkItem item) =>
        [.. tokenizer.Encode(item.Answer), .. tokenizer.Encode(EndOfLine)];

    private void Feed(List<Question> questions, AttentionForm form)
    {
        var (width, vocabulary) = (model.Spec.Shape.HiddenSize, model.Spec.Shape.VocabularySize);
        var batch = new TokenBatch(form, [.. questions.Select(question => question.Next)]);
        using var hidden = RentedRows<float>.Rent(batch.Rows, width);
        using var last = RentedRows<float>.Rent(questions.Count, width);
        using var logits = RentedRows<float>.Rent(questions.Count, vocabulary);
        model.Run(batch, hidden.All);
        var row = -1;
        for (var i = 0; i < questions.Count; i++)
        {
            row += batch.Sequences[i].Tokens.Length;
            hidden[row].CopyTo(last[i]);
        }

        model.Logits(last.All, logits.All);
        for (var i = 0; i < questions.Count; i++)
        {
            questions[i].Said.Add(TensorPrimitives.IndexOfMax<float>(logits[i]));
        }
    }

    private sealed record Question(ImmutableArray<int> Prompt, ImmutableArray<int> Expected, SequenceCache Cache)
    {
        public Question(DeepSeekModel model, ImmutableArray<int> prompt, ImmutableArray<int> expected)
            : this(prompt, expected, model.NewSequence())
        {
        }

        public List<int> Said { get; } = [];

        public SequenceTokens Next => new(Cache, Said.Count == 0 ? Prompt : [Expected[Said.Count - 1]]);
    }
}
