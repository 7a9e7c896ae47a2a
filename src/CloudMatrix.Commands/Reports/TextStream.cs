using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using CloudMatrix.Numerics;

namespace CloudMatrix.Commands;

/// <summary>Text as its tokens come; a character that is spread over tokens appears with its last one.</summary>
/// <param name="tokenizer">From tokens to bytes.</param>
/// <param name="endTokens">End a text and are no part of it.</param>
internal sealed class TextStream(ITokenizer tokenizer, ImmutableArray<int> endTokens)
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();

    /// <summary>The characters that further tokens complete.</summary>
    public string Append(IEnumerable<int> tokens)
    {
        var bytes = new ArrayBufferWriter<byte>();
        foreach (var token in tokens.Where(token => !endTokens.Contains(token)))
        {
            tokenizer.AppendBytes(token, bytes);
        }

        var characters = new char[_decoder.GetCharCount(bytes.WrittenSpan, flush: false)];
        return new string(characters, 0, _decoder.GetChars(bytes.WrittenSpan, characters, flush: false));
    }
}
