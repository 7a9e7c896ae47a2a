using System.Text.Json;

namespace CloudMatrix.Numerics;

/// <summary>
/// Reads the header of a safetensors file: a JSON object from each tensor's name to its dtype, shape and place. Trusts
/// nothing of it.
/// </summary>
/// <remarks>Source: the safetensors format, https://huggingface.co/docs/safetensors.</remarks>
internal static class SafetensorsHeader
{
    private const string Metadata = "__metadata__";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads the entries that are right, and adds a fault for each that is not.</summary>
    /// <param name="json">The header.</param>
    /// <param name="dataLength">Bytes of the file after the header.</param>
    /// <param name="faults">Takes what is wrong.</param>
    public static IReadOnlyList<TensorEntry> Read(ReadOnlyMemory<byte> json, long dataLength, List<string> faults)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                faults.Add("the header is not a JSON object");
                return [];
            }

            var entries = document.RootElement.EnumerateObject()
                .Where(property => property.Name != Metadata)
                .Select(property => ReadEntry(property, faults))
                .OfType<TensorEntry>()
                .OrderBy(entry => entry.Begin)
                .ThenBy(entry => entry.End)
                .ToList();
            if (faults.Count == 0)
            {
                CheckPlaces(entries, dataLength, faults);
            }

            return entries;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Text that is not UTF-8 is told only when it is asked for, as an invalid operation.
            faults.Add($"the header is not JSON: {exception.Message.Split(" LineNumber:")[0]}");
            return [];
        }
    }

    private static TensorEntry? ReadEntry(JsonProperty property, List<string> faults)
    {
        var name = property.Name;
        if (property.Value.ValueKind != JsonValueKind.Object)
        {
            faults.Add($"tensor '{name}': its entry is not an object");
            return null;
        }

        var format = ReadFormat(property, faults);
        var shape = ReadNumbers(property, "shape", faults);
        var offsets = ReadNumbers(property, "data_offsets", faults);
        if (format is null || shape is null || offsets is null)
        {
            return null;
        }

        if (offsets is not [var begin, var end] || begin > end)
        {
            faults.Add($"tensor '{name}': data_offsets must be two numbers, the first not above the second");
            return null;
        }

        var entry = new TensorEntry(name, format.Value, [.. shape], begin, end);
        var bytes = BytesOf(entry);
        if (bytes != end - begin)
        {
            faults.Add($"tensor '{name}': shape [{string.Join(", ", shape)}] of {TensorFormats.NameOf(entry.Format)} "
                + $"takes {(bytes is { } count ? $"{count}" : "too many")} bytes, its data_offsets {end - begin}");
            return null;
        }

        return entry;
    }

    private static TensorFormat? ReadFormat(JsonProperty property, List<string> faults)
    {
        if (!property.Value.TryGetProperty("dtype", out var dtype) || dtype.ValueKind != JsonValueKind.String)
        {
            faults.Add($"tensor '{property.Name}': dtype is missing");
            return null;
        }

        if (TensorFormats.TryFind(dtype.GetString()!, out var format))
        {
            return format;
        }

        faults.Add($"tensor '{property.Name}': dtype '{dtype.GetString()}' is not known");
        return null;
    }

    private static long[]? ReadNumbers(JsonProperty property, string key, List<string> faults)
    {
        var numbers = new List<long>();
        var isList = property.Value.TryGetProperty(key, out var list) && list.ValueKind == JsonValueKind.Array;
        foreach (var element in isList ? list.EnumerateArray() : default)
        {
            isList &= element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var number) && number >= 0;
            numbers.Add(isList ? element.GetInt64() : 0);
        }

        if (isList)
        {
            return [.. numbers];
        }

        faults.Add($"tensor '{property.Name}': {key} is not a list of whole numbers of 0 or more");
        return null;
    }

    // Null where the count does not fit.
    private static long? BytesOf(TensorEntry entry)
    {
        var bytes = (Int128)TensorFormats.BytesOf(entry.Format);
        foreach (var size in entry.Shape)
        {
            bytes *= size;
            if (bytes > long.MaxValue)
            {
                return null;
            }
        }

        return (long)bytes;
    }

    // Tensors follow one another without a gap, up to the end of the file.
    private static void CheckPlaces(IReadOnlyList<TensorEntry> entries, long dataLength, List<string> faults)
    {
        var expected = 0L;
        foreach (var entry in entries)
        {
            if (entry.Begin != expected)
            {
                faults.Add($"tensor '{entry.Name}': begins at byte {entry.Begin} of the data, expected {expected}");
            }

            if (entry.End > dataLength)
            {
                faults.Add($"tensor '{entry.Name}': ends at byte {entry.End} of the data, of which the file has "
                    + $"{dataLength}: the file is truncated");
            }

            expected = entry.End;
        }

        if (expected < dataLength)
        {
            faults.Add($"{dataLength - expected} bytes follow the last tensor");
        }
    }
}
