using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace CloudMatrix.Numerics;

/// <summary>Writes a safetensors file: the header first, then one tensor after the other as they come.</summary>
internal sealed class SafetensorsWriter
{
    // Numbers begin where any vector can be loaded from.
    private const int Alignment = 64;
    private const int LengthBytes = 8;

    private readonly Stream _stream;
    private readonly IReadOnlyList<TensorPlan> _plans;
    private int _next;
    private long _missing;

    /// <summary>Writes the header.</summary>
    /// <param name="stream">Takes the file.</param>
    /// <param name="plans">The tensors, in the order in which they will come.</param>
    public SafetensorsWriter(Stream stream, IReadOnlyList<TensorPlan> plans)
    {
        _stream = stream;
        _plans = plans;
        _missing = plans.Count > 0 ? plans[0].Bytes : 0;
        WriteHeader();
    }

    /// <summary>Writes a part of the tensor at hand, or all of it.</summary>
    /// <param name="name">The tensor; whoever writes another than is planned has lost count.</param>
    /// <param name="bytes">What comes next of it.</param>
    public void Write(string name, ReadOnlySpan<byte> bytes)
    {
        if (_next == _plans.Count || _plans[_next].Name != name || bytes.Length > _missing)
        {
            throw new InvalidOperationException($"{bytes.Length} bytes of {name} are not what is planned next.");
        }

        _stream.Write(bytes);
        _missing -= bytes.Length;
        if (_missing == 0 && ++_next < _plans.Count)
        {
            _missing = _plans[_next].Bytes;
        }
    }

    /// <summary>Writes a whole tensor.</summary>
    public void Write<T>(string name, ReadOnlySpan<T> numbers)
        where T : unmanaged => Write(name, MemoryMarshal.AsBytes(numbers));

    /// <summary>Checks that every tensor has come.</summary>
    public void Finish()
    {
        if (_next < _plans.Count)
        {
            throw new InvalidOperationException($"{_plans[_next].Name} is planned and has not been written.");
        }
    }

    private void WriteHeader()
    {
        using var header = new MemoryStream();
        using (var json = new Utf8JsonWriter(header))
        {
            json.WriteStartObject();
            var place = 0L;
            foreach (var plan in _plans)
            {
                json.WriteStartObject(plan.Name);
                json.WriteString("dtype", TensorFormats.NameOf(plan.Format));
                WriteNumbers(json, "shape", plan.Shape);
                WriteNumbers(json, "data_offsets", [place, place + plan.Bytes]);
                json.WriteEndObject();
                place += plan.Bytes;
            }

            json.WriteEndObject();
        }

        while ((LengthBytes + header.Length) % Alignment != 0)
        {
            header.WriteByte((byte)' ');
        }

        Span<byte> length = stackalloc byte[LengthBytes];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        _stream.Write(length);
        header.WriteTo(_stream);
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}
