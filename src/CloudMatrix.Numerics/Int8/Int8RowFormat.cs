using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CloudMatrix.Numerics;

/// <summary>
/// Rows of 8-bit numbers: each is transformed, and rounded with a scale of its own: x[k] ≈ q[k] · s, q from −127 to
/// 127.
/// </summary>
/// <param name="width">Numbers of a row.</param>
/// <param name="transform">What is done before.</param>
/// <param name="fixedScale">s of every row; null for s = max |x| / 127 of each.</param>
/// <remarks>Every step is element by element or a maximum: the bytes are the same on every processor.</remarks>
internal sealed class Int8RowFormat(int width, InputTransform transform, float? fixedScale) : IRowFormat
{
    /// <summary>The largest number; symmetric, so −128 is not used.</summary>
    public const int Most = 127;

    /// <summary>The scale of every row; null where each has its own.</summary>
    public float? FixedScale => fixedScale;

    /// <inheritdoc/>
    public int RowBytes => width + Int8Rows.ScaleBytes;

    /// <inheritdoc/>
    public void Pack(ReadOnlySpan<float> rows, Span<byte> packed)
    {
        using var transformed = RentedRows<float>.Rent(1, width);
        for (var row = 0; row < rows.Length / width; row++)
        {
            var target = packed.Slice(row * RowBytes, RowBytes);
            rows.Slice(row * width, width).CopyTo(transformed.All);
            transform.Apply(transformed.All);
            var scale = fixedScale ?? ScaleOf(transformed.All);
            Round(transformed.All, scale, MemoryMarshal.Cast<byte, sbyte>(target[..width]));
            MemoryMarshal.Write(target[width..], scale);
        }
    }

    /// <summary>The scale that lets the largest number be 127; 1 for a row of zeros.</summary>
    public static float ScaleOf(ReadOnlySpan<float> row)
    {
        var most = TensorPrimitives.MaxMagnitude(row);
        return most == 0 ? 1 : Math.Abs(most) / Most;
    }

    /// <summary>Rounds numbers to the nearest multiple of a scale, ties to even, and keeps them within ±127.</summary>
    /// <param name="numbers">Any.</param>
    /// <param name="scale">Not 0.</param>
    /// <param name="target">As many.</param>
    public static void Round(ReadOnlySpan<float> numbers, float scale, Span<sbyte> target)
    {
        ref var from = ref MemoryMarshal.GetReference(numbers);
        ref var to = ref MemoryMarshal.GetReference(target[..numbers.Length]);
        var inverse = 1 / scale;
        var k = 0;
        for (; k + Vector128<sbyte>.Count <= numbers.Length; k += Vector128<sbyte>.Count)
        {
            var lower = Vector128.Narrow(Round(ref from, k, inverse), Round(ref from, k + 4, inverse));
            var upper = Vector128.Narrow(Round(ref from, k + 8, inverse), Round(ref from, k + 12, inverse));
            Vector128.Narrow(lower, upper).StoreUnsafe(ref to, (nuint)k);
        }

        for (; k < numbers.Length; k++)
        {
            target[k] = (sbyte)Math.Clamp(MathF.Round(numbers[k] * inverse), -Most, Most);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Round(ref float numbers, int first, float inverse)
    {
        var rounded = Vector128.Round(Vector128.LoadUnsafe(ref numbers, (nuint)first) * inverse);
        return Vector128.ConvertToInt32(
            Vector128.Clamp(rounded, Vector128.Create(-(float)Most), Vector128.Create((float)Most)));
    }
}
