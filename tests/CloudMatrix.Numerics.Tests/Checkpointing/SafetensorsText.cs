using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace CloudMatrix.Numerics.Tests;

/// <summary>Writes safetensors files, right ones and wrong ones.</summary>
internal static class SafetensorsText
{
    /// <summary>A file of these tensors.</summary>
    public static byte[] Of(IEnumerable<WrittenTensor> tensors)
    {
        var all = tensors.ToList();
        var header = new Dictionary<string, object> { ["__metadata__"] = new { format = "pt" } };
        var place = 0L;
        foreach (var tensor in all)
        {
            header[tensor.Name] = new Dictionary<string, object>
            {
                ["dtype"] = tensor.Format,
                ["shape"] = tensor.Shape,
                ["data_offsets"] = new[] { place, place + tensor.Bytes.Length },
            };
            place += tensor.Bytes.Length;
        }

        return Of(JsonSerializer.Serialize(header), all.SelectMany(tensor => tensor.Bytes));
    }

    /// <summary>A file of this header.</summary>
    public static byte[] Of(string header, IEnumerable<byte> data)
    {
        var json = Encoding.UTF8.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        return [.. length, .. json, .. data];
    }
}
