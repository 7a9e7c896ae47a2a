using System.Collections.Frozen;

namespace CloudMatrix.Numerics;

/// <summary>Names and sizes of tensor formats.</summary>
/// <remarks>Source: the safetensors format, https://huggingface.co/docs/safetensors.</remarks>
internal static class TensorFormats
{
    private static readonly FrozenDictionary<string, TensorFormat> ByName = new Dictionary<string, TensorFormat>
    {
        ["BOOL"] = TensorFormat.Bool,
        ["U8"] = TensorFormat.U8,
        ["I8"] = TensorFormat.I8,
        ["F8_E4M3"] = TensorFormat.F8E4M3,
        ["F8_E5M2"] = TensorFormat.F8E5M2,
        ["I16"] = TensorFormat.I16,
        ["U16"] = TensorFormat.U16,
        ["F16"] = TensorFormat.F16,
        ["BF16"] = TensorFormat.Bf16,
        ["I32"] = TensorFormat.I32,
        ["U32"] = TensorFormat.U32,
        ["F32"] = TensorFormat.F32,
        ["F64"] = TensorFormat.F64,
        ["I64"] = TensorFormat.I64,
        ["U64"] = TensorFormat.U64,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<TensorFormat, string> ToName =
        ByName.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>The format of a name in a file's header.</summary>
    public static bool TryFind(string name, out TensorFormat format) => ByName.TryGetValue(name, out format);

    /// <summary>The format's name in a file's header.</summary>
    public static string NameOf(TensorFormat format) => ToName[format];

    /// <summary>Bytes of one number.</summary>
    public static int BytesOf(TensorFormat format) => format switch
    {
        <= TensorFormat.F8E5M2 => 1,
        <= TensorFormat.Bf16 => 2,
        <= TensorFormat.F32 => 4,
        _ => 8,
    };
}
