using System.Buffers;
using System.Text;

namespace CloudMatrix.Numerics;

/// <summary>A token for each byte of UTF-8; further tokens of the vocabulary stand for no text.</summary>
/// <param name="vocabularySize">256 or more.</param>
public sealed class ByteTokenizer(int vocabularySize) : ITokenizer
{
    /// <summary>Tokens that are bytes.</summary>
    public const int Bytes = 256;

    /// <inheritdoc/>
    public IReadOnlyList<int> Encode(string text) => [.. Encoding.UTF8.GetBytes(text).Select(value => (int)value)];

    /// <inheritdoc/>
    public void AppendBytes(int token, IBufferWriter<byte> target)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentOutOfRangeException.ThrowIfNegative(token);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(token, vocabularySize);
        if (token < Bytes)
        {
            target.Write([(byte)token]);
        }
    }
}
