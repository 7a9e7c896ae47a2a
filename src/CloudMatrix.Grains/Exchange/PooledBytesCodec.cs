using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.WireProtocol;

namespace CloudMatrix.Grains;

/// <summary>Reads bytes of a message into a pooled array, so that a packet allocates nothing of its size.</summary>
[RegisterSerializer]
[RegisterCopier]
internal sealed class PooledBytesCodec : IFieldCodec<PooledBytes>, IDeepCopier<PooledBytes>
{
    public void WriteField<TBufferWriter>(
        ref Writer<TBufferWriter> writer,
        uint fieldIdDelta,
        [AllowNull] Type expectedType,
        [AllowNull] PooledBytes value)
        where TBufferWriter : IBufferWriter<byte>
    {
        // A packet's bytes stand in it once, so that nothing ever refers back to them.
        ReferenceCodec.MarkValueField(writer.Session);
        writer.WriteFieldHeader(fieldIdDelta, expectedType, typeof(PooledBytes), WireType.LengthPrefixed);
        var bytes = value!.Memory.Span;
        writer.WriteVarUInt32((uint)bytes.Length);
        writer.Write(bytes);
    }

    public PooledBytes ReadValue<TInput>(ref Reader<TInput> reader, Field field)
    {
        ReferenceCodec.MarkValueField(reader.Session);
        field.EnsureWireType(WireType.LengthPrefixed);
        var length = reader.ReadVarUInt32();
        reader.EnsureAvailable(length);
        var rented = ArrayPool<byte>.Shared.Rent((int)length);
        reader.ReadBytes(rented.AsSpan(0, (int)length));
        return new PooledBytes(rented.AsMemory(0, (int)length), rented);
    }

    [return: NotNullIfNotNull(nameof(input))]
    public PooledBytes? DeepCopy(PooledBytes? input, CopyContext context) => input;
}
