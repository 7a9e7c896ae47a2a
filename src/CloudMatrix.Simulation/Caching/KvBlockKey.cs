using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace CloudMatrix.Simulation;

/// <summary>Names a KV block by the hash of its tokens and of all before them.</summary>
/// <param name="High">The first 64 bits: they say which CPU owns the block.</param>
/// <param name="Low">The rest.</param>
public readonly record struct KvBlockKey(ulong High, ulong Low)
{
    private const int Digits = 32;
    private const int ByteCount = 16;

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
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> buffer = stackalloc byte[SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteUInt64BigEndian(buffer, High);
        BinaryPrimitives.WriteUInt64BigEndian(buffer[sizeof(ulong)..], Low);
        hash.AppendData(buffer[..ByteCount]);
        if (BitConverter.IsLittleEndian)
        {
            hash.AppendData(MemoryMarshal.AsBytes(tokens));
        }
        else
        {
            AppendLittleEndian(hash, tokens);
        }

        hash.GetHashAndReset(buffer);
        return new KvBlockKey(
            BinaryPrimitives.ReadUInt64BigEndian(buffer),
            BinaryPrimitives.ReadUInt64BigEndian(buffer[sizeof(ulong)..]));
    }

    /// <summary>32 hexadecimal digits.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{High:x16}{Low:x16}");

    private static void AppendLittleEndian(IncrementalHash hash, ReadOnlySpan<int> tokens)
    {
        Span<byte> word = stackalloc byte[sizeof(int)];
        foreach (var token in tokens)
        {
            BinaryPrimitives.WriteInt32LittleEndian(word, token);
            hash.AppendData(word);
        }
    }
}
