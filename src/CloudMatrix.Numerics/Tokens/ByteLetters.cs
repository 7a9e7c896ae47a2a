using System.Collections.Frozen;
using System.Text;

namespace CloudMatrix.Numerics;

/// <summary>
/// Byte-level vocabularies write each byte as a letter: those that are visible in Latin-1 as themselves, the others as
/// the letters from U+0100 on, in order.
/// </summary>
/// <remarks>Source: GPT-2's encoder.py, bytes_to_unicode.</remarks>
internal static class ByteLetters
{
    private const int Bytes = 256;

    private static readonly FrozenDictionary<byte, char> ToLetter = Build();

    private static readonly FrozenDictionary<char, byte> ToByte =
        ToLetter.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>The letter of a byte.</summary>
    public static char Of(byte value) => ToLetter[value];

    /// <summary>The letters of a text's UTF-8.</summary>
    public static string Of(string text) =>
        string.Concat(Encoding.UTF8.GetBytes(text).Select(value => ToLetter[value]));

    /// <summary>The bytes that letters stand for; null where one of them is no such letter.</summary>
    public static byte[]? BytesOf(string letters) =>
        letters.All(ToByte.ContainsKey) ? [.. letters.Select(letter => ToByte[letter])] : null;

    private static FrozenDictionary<byte, char> Build()
    {
        var letters = new Dictionary<byte, char>();
        var further = (char)Bytes;
        for (var value = 0; value < Bytes; value++)
        {
            letters[(byte)value] = IsVisible(value) ? (char)value : further++;
        }

        return letters.ToFrozenDictionary();
    }

    private static bool IsVisible(int value) =>
        value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
}
