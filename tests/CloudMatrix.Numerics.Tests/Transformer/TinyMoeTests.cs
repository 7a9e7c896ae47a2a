using System.Collections.Immutable;
using System.Numerics.Tensors;
using System.Text.Json;

namespace CloudMatrix.Numerics.Tests;

/// <summary>The trained checkpoint answers; its layer for multi-token prediction drafts what it then says.</summary>
public sealed class TinyMoeTests
{
    private const int Bos = 256;
    private const int Asked = 16;

    private delegate void Head(ReadOnlySpan<float> hidden, Span<float> logits);

    [Fact]
    public void Run_Benchmark_AnswersAndDraftsWhatItThenSays()
    {
        using var model = DeepSeekModel.Load(Folders.TinyMoe);
        var tokenizer = Tokenizers.Read(Folders.TinyMoe, model.Spec);
        using var benchmark = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folders.TinyMoe, "benchmark.json")));
        var asked = benchmark.RootElement.EnumerateArray().GroupBy(item => item.GetProperty("task").GetString())
            .Take(Asked).Select(task => task.First()).ToList();
        var (right, drafts, agreed) = (0, 0, 0);

        foreach (var item in asked)
        {
            var prompt = tokenizer.Encode(item.GetProperty("prompt").GetString()!);
            var answer = Answer(model, [Bos, .. prompt], ref drafts, ref agreed);
            right += tokenizer.Decode(answer) == item.GetProperty("answer").GetString() ? 1 : 0;
        }

        Assert.Equal(Asked, asked.Count);
        Assert.True(right >= Asked - 1, $"{right} of {Asked} answers are right");
        Assert.True(drafts > Asked && agreed >= 0.95 * drafts, $"{agreed} of {drafts} drafts agree");
    }

    private static List<int> Answer(
        DeepSeekModel model, ImmutableArray<int> prompt, ref int drafts, ref int agreed)
    {
        var answer = new List<int>();
        var (cache, draftCache) = (model.NewSequence(), model.MtpLayers[0].NewSequence());
        var (fed, form, draft) = (prompt, AttentionForm.Expanded, -1);
        while (answer.Count < 64)
        {
            var batch = new TokenBatch(form, new SequenceTokens(cache, fed));
            var hidden = new float[batch.Rows * model.Spec.Shape.HiddenSize];
            model.Run(batch, hidden);
            var next = Best(model.Logits, hidden.AsSpan(^model.Spec.Shape.HiddenSize..), model);
            agreed += draft == next ? 1 : 0;
            if (next == model.Spec.EosToken)
            {
                break;
            }

            answer.Add(next);
            model.MtpLayers[0].Run(
                new TokenBatch(form, new SequenceTokens(draftCache, [.. fed[1..], next])), hidden);
            draft = Best(model.MtpLayers[0].Logits, hidden.AsSpan(^model.Spec.Shape.HiddenSize..), model);
            drafts++;
            (fed, form) = ([next], AttentionForm.Absorbed);
        }

        return answer;
    }

    private static int Best(Head head, ReadOnlySpan<float> hidden, DeepSeekModel model)
    {
        var logits = new float[model.Spec.Shape.VocabularySize];
        head(hidden, logits);
        return TensorPrimitives.IndexOfMax<float>(logits);
    }
}
