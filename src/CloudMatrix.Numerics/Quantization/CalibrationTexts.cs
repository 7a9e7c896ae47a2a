using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Numerics;

/// <summary>What a model reads while its rounding is chosen.</summary>
/// <param name="Texts">Tokens of each, two or more.</param>
/// <param name="Source">Where they come from, for whoever judges the result.</param>
public sealed record CalibrationTexts(ImmutableArray<ImmutableArray<int>> Texts, string Source)
{
    private const int RandomTexts = 64;
    private const int RandomLength = 32;
    private const string Purpose = "calibration-tokens";

    /// <summary>
    /// The questions that the folder's benchmark keeps apart for this, with their answers; where it has no benchmark,
    /// random tokens, always the same.
    /// </summary>
    /// <exception cref="ConfigurationException">The folder's benchmark or tokenizer cannot be read.</exception>
    public static CalibrationTexts OfFolder(string folder, DeepSeekSpec spec)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(spec);
        var path = Path.Combine(folder, Benchmark.FileName);
        return File.Exists(path)
            ? Of(Benchmark.Read(path).Calibration, Tokenizers.Read(folder, spec), spec) with
            {
                Source = $"the questions of {Benchmark.FileName} that are kept apart from evaluation",
            }
            : OfChance(spec);
    }

    /// <summary>Questions with their answers.</summary>
    /// <exception cref="ConfigurationException">There are none, or one is longer than the model's context.</exception>
    public static CalibrationTexts Of(
        IReadOnlyList<BenchmarkItem> items, ITokenizer tokenizer, DeepSeekSpec spec)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentNullException.ThrowIfNull(spec);
        ImmutableArray<int> begin = spec.BosToken is { } bos ? [bos] : [];
        ImmutableArray<int> end = spec.EosToken is { } eos ? [eos] : [];
        ImmutableArray<ImmutableArray<int>> texts =
        [
            .. items.Select(item => (ImmutableArray<int>)
                [.. begin, .. tokenizer.Encode(item.Prompt + item.Answer), .. end]),
        ];
        return texts.Length > 0 && texts.All(text => text.Length >= 2 && text.Length <= spec.Shape.MaxContext)
            ? new CalibrationTexts(texts, $"{texts.Length} questions with their answers")
            : throw new ConfigurationException(
                [$"calibration: one text or more is needed, each of 2 to {spec.Shape.MaxContext} tokens"]);
    }

    private static CalibrationTexts OfChance(DeepSeekSpec spec)
    {
        var length = Math.Min(RandomLength, spec.Shape.MaxContext);
        return new CalibrationTexts(
            [.. Enumerable.Range(0, RandomTexts).Select(Text)],
            $"{RandomTexts} texts of {length} random tokens");

        ImmutableArray<int> Text(int text)
        {
            var stream = SeededStream.Derive(0, Purpose, text);
            var tokens = new int[length];
            for (var i = 0; i < length; i++)
            {
                tokens[i] = (int)stream.NextBelow((uint)spec.Shape.VocabularySize);
            }

            return [.. tokens];
        }
    }
}
