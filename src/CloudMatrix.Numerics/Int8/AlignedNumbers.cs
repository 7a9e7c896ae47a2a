using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CloudMatrix.Numerics;

/// <summary>
/// Numbers from the pool that begin with a line of memory, given back when disposed: a vector as long as a line is then
/// read from one. Whoever moves them meanwhile costs time and changes no result.
/// </summary>
internal readonly ref struct AlignedNumbers : IDisposable
{
    private const int LineBytes = 64;

    private readonly short[] _numbers;

    private AlignedNumbers(short[] numbers, Span<short> all)
    {
        _numbers = numbers;
        All = all;
    }

    /// <summary>All of them; their contents are whatever was there.</summary>
    public Span<short> All { get; }

    /// <summary>Takes numbers from the pool.</summary>
    /// <param name="count">How many.</param>
    public static unsafe AlignedNumbers Rent(int count)
    {
        var numbers = ArrayPool<short>.Shared.Rent(count + (LineBytes / sizeof(short)));
        var begin = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(numbers));
        var skipped = (int)((LineBytes - (begin % LineBytes)) % LineBytes / sizeof(short));
        return new AlignedNumbers(numbers, numbers.AsSpan(skipped, count));
    }

    public void Dispose() => ArrayPool<short>.Shared.Return(_numbers);
}
