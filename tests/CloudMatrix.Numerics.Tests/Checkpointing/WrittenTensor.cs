using System.Runtime.InteropServices;

namespace CloudMatrix.Numerics.Tests;

/// <summary>A tensor as a file holds it.</summary>
internal sealed record WrittenTensor(string Name, string Format, long[] Shape, byte[] Bytes)
{
    public static WrittenTensor F32(string name, long[] shape, float[] numbers) =>
        new(name, "F32", shape, [.. MemoryMarshal.AsBytes(numbers)]);

    public static WrittenTensor Bf16(string name, long[] shape, float[] numbers) =>
        new(name, "BF16", shape, [.. MemoryMarshal.AsBytes(
            [.. numbers.Select(number => (ushort)(BitConverter.SingleToUInt32Bits(number) >> 16))])]);

    public static WrittenTensor F16(string name, long[] shape, float[] numbers) =>
        new(name, "F16", shape, [.. MemoryMarshal.AsBytes([.. numbers.Select(number => (Half)number)])]);

    public static WrittenTensor I64(string name, long[] shape, long[] numbers) =>
        new(name, "I64", shape, [.. MemoryMarshal.AsBytes(numbers)]);
}
