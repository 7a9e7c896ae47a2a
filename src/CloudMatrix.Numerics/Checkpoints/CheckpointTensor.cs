using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CloudMatrix.Numerics;

/// <summary>A tensor of a mapped file: it stays where it is and is read in place.</summary>
public sealed class CheckpointTensor
{
    private const long PartBytes = 1L << 30;

    private readonly MappedFile _file;
    private readonly TensorEntry _entry;
    private readonly long _start;

    internal CheckpointTensor(MappedFile file, long dataStart, TensorEntry entry)
    {
        _file = file;
        _entry = entry;
        _start = dataStart + entry.Begin;
    }

    /// <summary>Its name in the checkpoint.</summary>
    public string Name => _entry.Name;

    /// <summary>How its numbers are stored.</summary>
    public TensorFormat Format => _entry.Format;

    /// <summary>Sizes, outermost first.</summary>
    public ImmutableArray<long> Shape => _entry.Shape;

    /// <summary>Numbers in it.</summary>
    public long Count => (_entry.End - _entry.Begin) / TensorFormats.BytesOf(Format);

    /// <summary>Format and shape as faults name them, e.g. "BF16 [64, 32]".</summary>
    public string Description => $"{TensorFormats.NameOf(Format)} [{string.Join(", ", Shape)}]";

    /// <summary>Some of its numbers, in place.</summary>
    /// <typeparam name="T">A type as large as the format's numbers.</typeparam>
    /// <param name="first">The first number, counted over all sizes.</param>
    /// <param name="count">How many, at most 2 GiB of them.</param>
    /// <exception cref="ArgumentOutOfRangeException">They are not all in the tensor.</exception>
    public ReadOnlySpan<T> Read<T>(long first, int count)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first + count, Count);
        var size = TensorFormats.BytesOf(Format);
        ArgumentOutOfRangeException.ThrowIfNotEqual(Unsafe.SizeOf<T>(), size);
        return MemoryMarshal.Cast<byte, T>(_file.Read(_start + (first * size), checked(count * size)));
    }

    /// <summary>All of its bytes, in parts of at most 1 GiB, in place.</summary>
    /// <param name="use">Is handed one part after the other.</param>
    internal void ReadBytes(Action<ReadOnlySpan<byte>> use)
    {
        var bytes = _entry.End - _entry.Begin;
        for (var first = 0L; first < bytes; first += PartBytes)
        {
            use(_file.Read(_start + first, (int)Math.Min(PartBytes, bytes - first)));
        }
    }

    /// <summary>All of its numbers, in place.</summary>
    /// <typeparam name="T">A type as large as the format's numbers.</typeparam>
    public ReadOnlySpan<T> ReadAll<T>()
        where T : unmanaged => Read<T>(0, checked((int)Count));
}
