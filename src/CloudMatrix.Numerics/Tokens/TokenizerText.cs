using System.Buffers;
using System.Text;

namespace CloudMatrix.Numerics;

/// <summary>Whole texts from tokens.</summary>
public static class TokenizerText
{
    /// <summary>The text of tokens; bytes that are no UTF-8 become the replacement character.</summary>
    public static string Decode(this ITokenizer tokenizer, IEnumerable<int> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentNullException.ThrowIfNull(tokens);
        var bytes = new ArrayBufferWriter<byte>();
        foreach (var token in tokens)
        {
            tokenizer.AppendBytes(token, bytes);
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
