using System.Collections.Frozen;
using System.Text;

namespace CloudMatrix.Numerics;

/// <summary>What a byte-pair encoding knows.</summary>
internal sealed class BytePairVocabulary
{
    private readonly FrozenDictionary<int, byte[]> _bytesOfToken;

    /// <summary>Takes it as the file has it.</summary>
    /// <param name="tokens">From letters to tokens.</param>
    /// <param name="merges">Pairs in the order of training.</param>
    /// <param name="added">From texts to tokens that stand for nothing but themselves.</param>
    /// <param name="size">Tokens of the model, of which some may have no text.</param>
    public BytePairVocabulary(
        IReadOnlyDictionary<string, int> tokens,
        IEnumerable<(string Left, string Right)> merges,
        IReadOnlyDictionary<string, int> added,
        int size)
    {
        Tokens = tokens.ToFrozenDictionary(StringComparer.Ordinal);
        Added = added.ToFrozenDictionary(StringComparer.Ordinal);
        RankOfMerge = merges.Index()
            .DistinctBy(pair => pair.Item)
            .ToFrozenDictionary(pair => pair.Item, pair => pair.Index);
        Size = size;
        var bytes = tokens.ToDictionary(
            pair => pair.Value, pair => ByteLetters.BytesOf(pair.Key) ?? Encoding.UTF8.GetBytes(pair.Key));
        foreach (var (text, token) in added)
        {
            bytes[token] = Encoding.UTF8.GetBytes(text);
        }

        _bytesOfToken = bytes.ToFrozenDictionary();
    }

    /// <summary>From letters to tokens.</summary>
    public FrozenDictionary<string, int> Tokens { get; }

    /// <summary>From texts to tokens that no merging makes.</summary>
    public FrozenDictionary<string, int> Added { get; }

    /// <summary>From pairs to their order in training.</summary>
    public FrozenDictionary<(string Left, string Right), int> RankOfMerge { get; }

    /// <summary>Tokens of the model.</summary>
    public int Size { get; }

    /// <summary>The bytes of a token.</summary>
    public ReadOnlySpan<byte> BytesOf(int token) => _bytesOfToken.GetValueOrDefault(token) ?? [];
}
