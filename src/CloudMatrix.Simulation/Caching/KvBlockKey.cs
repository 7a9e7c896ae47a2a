using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace CloudMatrix.Simulation;

/// <summary>Names a KV block by the hash of its tokens and of all before them.</summary>
/// <param name="High">The first 64 bits: they say which CPU owns the block.</param>
/// <param name="Low">The rest.</param>
public readonly record struct KvBlockKey(ulong High, ulong Low)
{
    private const int Digits = 32;
    private const int ByteCount = 16;
    private const int StackLimit = 4096;

    /// <summary>Reads the 32 hexadecimal digits that <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">The text is not of that form.</exception>
    public static KvBlockKey Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == Digits && UInt128.TryParse(
            text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? new KvBlockKey((ulong)(value >> 64), (ulong)value)
            : throw new FormatException($"'{text}' is not the key of a KV block: {Digits} hexadecimal digits.");
    }

    /// <summary>What a prompt's first block comes after: nothing, in one namespace.</summary>
    public static KvBlockKey Root(NamespaceId space) => new(0, (ulong)space.Index);

    /// <summary>The key of the block that comes after this one: first half of SHA-256 over this key and the tokens.
    /// </summary>
    /// <param name="tokens">Token ids of the block, in order.</param>
    /// <remarks>
    /// A key stands for the whole prefix, so equal keys mean equal keys and values. Source: arXiv:2506.12708 §4.4.2.
    /// </remarks>
    public KvBlockKey Next(ReadOnlySpan<int> tokens)
    {
        var size = ByteCount + (tokens.Length * sizeof(int));
        var message = size <= StackLimit ? stackalloc byte[size] : new byte[size];
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteUInt64BigEndian(message, High);
        BinaryPrimitives.WriteUInt64BigEndian(message[sizeof(ulong)..], Low);
        for (var token = 0; token < tokens.Length; token++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(message[(ByteCount + (token * sizeof(int)))..], tokens[token]);
        }

        SHA256.HashData(message, digest);
        return new KvBlockKey(
            BinaryPrimitives.ReadUInt64BigEndian(digest),
            BinaryPrimitives.ReadUInt64BigEndian(digest[sizeof(ulong)..]));
    }

    /// <summary>32 hexadecimal digits.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{High:x16}{Low:x16}");
}
