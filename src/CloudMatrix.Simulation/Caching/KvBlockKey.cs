using System.Globalization;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>Names a KV block by the hash of its tokens and of all before them.</summary>
/// <param name="High">The first 64 bits: they say which CPU owns the block.</param>
/// <param name="Low">The rest.</param>
public readonly record struct KvBlockKey(ulong High, ulong Low)
{
    private const int Digits = 32;

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

    /// <summary>The CPU whose range the hash lies in: ranges are equal and in the order of the CPUs.</summary>
    /// <param name="cpus">CPUs of the pool, 1 or more.</param>
    public CpuId OwnerAmong(int cpus)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cpus, 1);
        return new CpuId((int)Math.BigMul(High, (ulong)cpus, out _));
    }

    /// <summary>32 hexadecimal digits.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{High:x16}{Low:x16}");
}
