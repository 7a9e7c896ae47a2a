using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Numerics.Tests;

[Collection(RoundedTinyMoeCollection.Name)]
public sealed class InvariantTests(RoundedTinyMoe rounded)
{
    private static readonly ImmutableArray<int> Text = [.. "rev: abcdef=fedcba\n".Select(letter => (int)letter)];

    public static TheoryData<Precision> Precisions => [.. Enum.GetValues<Precision>()];

    [Theory]
    [MemberData(nameof(Precisions))]
    public void Invariant_ResultsDoNotDependOnTheBatch(Precision precision)
    {
        using var model = rounded.Load(precision);
        ImmutableArray<int>[] prompts = [Text, Text[3..], [256, .. Text[..7]]];
        var alone = prompts.Select(prompt => Continue(model, [prompt]).Single()).ToArray();

        var together = Continue(model, prompts);

        Assert.Equal(alone, together);
        Assert.NotEqual(alone[0][^1], alone[1][^1]);
    }

    [Theory]
    [MemberData(nameof(Precisions))]
    public void Invariant_TwoTokensOfAStepAreTwoSteps(Precision precision)
    {
        using var model = rounded.Load(precision);
        var (one, two) = (model.NewSequence(), model.NewSequence());
        model.Feed(AttentionForm.Expanded, one, Text);
        model.Feed(AttentionForm.Expanded, two, Text);

        var byOne = model.Feed(AttentionForm.Absorbed, one, 65).Concat(model.Feed(AttentionForm.Absorbed, one, 66));
        var byTwo = model.Feed(AttentionForm.Absorbed, two, 65, 66);

        Assert.Equal(byOne, byTwo);
    }

    [Theory]
    [MemberData(nameof(Precisions))]
    public void Invariant_ExpertsElsewhereSumToTheSameBits(Precision precision)
    {
        using var model = rounded.Load(precision);
        var (here, apart) = (model.NewSequence(), model.NewSequence());
        var expected = model.Feed(AttentionForm.Expanded, here, Text);

        var hidden = RunApart(model, apart);

        var logits = new float[Text.Length * model.Spec.Shape.VocabularySize];
        model.Logits(hidden, logits);
        Assert.Equal(expected.SelectMany(row => row), logits);
    }

    [Fact]
    public void Truncate_ThenFeed_IsAsIfNothingHadBeen()
    {
        using var model = DeepSeekModel.Load(Folders.TinyMoe);
        var (straight, back) = (model.NewSequence(), model.NewSequence());
        model.Feed(AttentionForm.Expanded, straight, Text);
        model.Feed(AttentionForm.Expanded, back, Text);
        model.Feed(AttentionForm.Absorbed, back, 70, 71, 72);

        back.TruncateTo(Text.Length);

        Assert.Equal(
            model.Feed(AttentionForm.Absorbed, straight, 65), model.Feed(AttentionForm.Absorbed, back, 65));
        Assert.Equal(Text.Length + 1, back.Length);
    }

    [Fact]
    public void Run_ExpandedAndAbsorbed_AreTheSameFunction()
    {
        using var model = DeepSeekModel.Load(Folders.TinyMoe);

        var expanded = model.Feed(AttentionForm.Expanded, model.NewSequence(), Text);
        var absorbed = model.Feed(AttentionForm.Absorbed, model.NewSequence(), Text);

        var error = expanded.Zip(absorbed).Max(rows =>
            rows.First.Zip(rows.Second).Max(pair => Math.Abs(pair.First - pair.Second)));
        Assert.InRange(error, 1e-7, 1e-3);
    }

    private static float[][][] Continue(DeepSeekModel model, ImmutableArray<int>[] prompts)
    {
        SequenceTokens[] sequences = [.. prompts.Select(prompt => new SequenceTokens(model.NewSequence(), prompt))];
        var logits = model.Feed(AttentionForm.Expanded, sequences).ToList();
        var perSequence = prompts.Select(prompt =>
        {
            var own = logits[..prompt.Length];
            logits.RemoveRange(0, prompt.Length);
            return own;
        }).ToList();
        for (var token = 65; token < 68; token++)
        {
            var step = model.Feed(
                AttentionForm.Absorbed, [.. sequences.Select(sequence => sequence with { Tokens = [token] })]);
            perSequence.Zip(step).ToList().ForEach(pair => pair.First.Add(pair.Second));
        }

        return [.. perSequence.Select(rows => rows.ToArray())];
    }

    // One row at a time and its experts in another order: what a cluster might do.
    private static float[] RunApart(DeepSeekModel model, SequenceCache cache)
    {
        var width = model.Spec.Shape.HiddenSize;
        var batch = new TokenBatch(AttentionForm.Expanded, new SequenceTokens(cache, Text));
        var hidden = new float[batch.Rows * width];
        model.Embed(batch, hidden);
        foreach (var layer in model.Layers)
        {
            layer.Attend(batch, hidden);
            for (var row = 0; row < batch.Rows; row++)
            {
                var answers = new float[width];
                var normed = new float[width];
                layer.NormForFeedForward(hidden.AsSpan(row * width, width), normed);
                Answer(layer, normed, answers);
                layer.Add(answers, hidden.AsSpan(row * width, width));
            }
        }

        return hidden;
    }

    private static void Answer(DecoderLayer layer, float[] row, float[] answers)
    {
        if (layer.Experts is not { } experts)
        {
            layer.Dense!.Run(row, answers);
            return;
        }

        var choices = new ExpertChoice[experts.Gate.ChoicesPerRow];
        experts.Gate.Choose(row, choices);
        var packed = new byte[experts.RowBytes];
        experts.Pack(row, packed);
        var rows = new byte[experts.AnswersPerRow * experts.AnswerBytes];
        for (var k = choices.Length; k >= 0; k--)
        {
            var expert = k < choices.Length ? choices[k].Expert : (ExpertId?)null;
            experts.Answer(expert, packed, rows.AsSpan(k * experts.AnswerBytes, experts.AnswerBytes));
        }

        experts.Combine(choices, rows, answers);
    }
}
