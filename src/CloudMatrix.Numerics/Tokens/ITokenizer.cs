using System.Buffers;

namespace CloudMatrix.Numerics;

/// <summary>Text to tokens and back.</summary>
public interface ITokenizer
{
    /// <summary>The tokens of a text, without one that begins it.</summary>
    IReadOnlyList<int> Encode(string text);

    /// <summary>
    /// Appends the bytes of a token: UTF-8, of which a character may be spread over several tokens. A token that stands
    /// for no text has none.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">No such token.</exception>
    void AppendBytes(int token, IBufferWriter<byte> target);
}
