using System.Buffers;
using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace CloudMatrix.Numerics;

/// <summary>
/// Byte-pair encoding over byte letters, as Hugging Face's <c>tokenizer.json</c> of DeepSeek describes it: a text is
/// cut at added tokens, then by patterns into pieces; within a piece the pair that was merged first in training is
/// merged first, until none is left.
/// </summary>
/// <remarks>Source: arXiv:1508.07909; GPT-2's encoder.py.</remarks>
public sealed class BytePairTokenizer : ITokenizer
{
    private readonly BytePairVocabulary _vocabulary;
    private readonly ImmutableArray<Regex> _patterns;
    private readonly Regex? _addedTokens;

    internal BytePairTokenizer(BytePairVocabulary vocabulary, ImmutableArray<Regex> patterns)
    {
        _vocabulary = vocabulary;
        _patterns = patterns;
        var added = vocabulary.Added.Keys.OrderByDescending(text => text.Length).Select(Regex.Escape);
        _addedTokens = vocabulary.Added.Count > 0 ? new Regex(string.Join('|', added)) : null;
    }

    /// <inheritdoc/>
    public IReadOnlyList<int> Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var tokens = new List<int>();
        var start = 0;
        foreach (Match match in _addedTokens?.Matches(text) ?? Enumerable.Empty<Match>())
        {
            EncodePlain(text[start..match.Index], tokens);
            tokens.Add(_vocabulary.Added[match.Value]);
            start = match.Index + match.Length;
        }

        EncodePlain(text[start..], tokens);
        return tokens;
    }

    /// <inheritdoc/>
    public void AppendBytes(int token, IBufferWriter<byte> target)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentOutOfRangeException.ThrowIfNegative(token);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(token, _vocabulary.Size);
        target.Write(_vocabulary.BytesOf(token));
    }

    private void EncodePlain(string text, List<int> tokens)
    {
        IEnumerable<string> pieces = text.Length == 0 ? [] : [text];
        foreach (var pattern in _patterns)
        {
            pieces = pieces.SelectMany(piece => Cut(piece, pattern));
        }

        foreach (var piece in pieces)
        {
            EncodePiece(ByteLetters.Of(piece), tokens);
        }
    }

    // What matches, and what is left between matches, are pieces of their own.
    private static IEnumerable<string> Cut(string text, Regex pattern)
    {
        var start = 0;
        foreach (Match match in pattern.Matches(text))
        {
            if (match.Index > start)
            {
                yield return text[start..match.Index];
            }

            if (match.Length > 0)
            {
                yield return match.Value;
            }

            start = match.Index + match.Length;
        }

        if (start < text.Length)
        {
            yield return text[start..];
        }
    }

    private void EncodePiece(string letters, List<int> tokens)
    {
        var parts = letters.Select(letter => letter.ToString()).ToList();
        while (BestPair(parts) is { } best)
        {
            parts[best] += parts[best + 1];
            parts.RemoveAt(best + 1);
        }

        tokens.AddRange(parts.Select(part => _vocabulary.Tokens[part]));
    }

    private int? BestPair(List<string> parts)
    {
        var (best, bestRank) = ((int?)null, int.MaxValue);
        for (var i = 0; i + 1 < parts.Count; i++)
        {
            if (_vocabulary.RankOfMerge.TryGetValue((parts[i], parts[i + 1]), out var rank) && rank < bestRank)
            {
                (best, bestRank) = (i, rank);
            }
        }

        return best;
    }
}
