using System.Collections.Immutable;
using System.Text.Json;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>Reads the lines of a Mooncake trace. Other keys than its four are left alone.</summary>
internal static class MooncakeReader
{
    private const long MillisecondsMax = long.MaxValue / 1_000_000_000;

    // A key that stands twice is a mistake; the parser would silently take the last.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads all lines; blank ones count but hold nothing.</summary>
    public static List<TraceRequest> Read(ReadOnlyMemory<byte> text, TraceFaults faults)
    {
        var requests = new List<TraceRequest>();
        for (var line = 1L; !text.IsEmpty; line++)
        {
            var end = text.Span.IndexOf((byte)'\n');
            var content = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            if (!content.Span.Trim(" \t\r"u8).IsEmpty && ReadLine(content, line, faults) is { } request)
            {
                requests.Add(request);
            }
        }

        return requests;
    }

    private static TraceRequest? ReadLine(ReadOnlyMemory<byte> content, long line, TraceFaults faults)
    {
        try
        {
            using var document = JsonDocument.Parse(content, Strict);
            return ReadObject(document.RootElement, fault => faults.Add(line, fault));
        }
        catch (JsonException exception)
        {
            // The parser counts from 0 and repeats its counts in its message; people count from 1.
            var why = exception.Message.Split(" LineNumber:")[0].Split(" Path:")[0];
            var position = exception.BytePositionInLine is { } at ? $"position {at + 1}: " : string.Empty;
            faults.Add(line, $"{position}not JSON: {why}");
            return null;
        }
    }

    private static TraceRequest? ReadObject(JsonElement root, Action<string> fault)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            fault($"{TraceFaults.Show(root.GetRawText())} is not an object {{ … }}.");
            return null;
        }

        var arrivesMs = ReadWhole(root, "timestamp", (0, MillisecondsMax), fault);
        var input = ReadWhole(root, "input_length", (1, int.MaxValue), fault);
        var output = ReadWhole(root, "output_length", (0, int.MaxValue), fault);
        var blocks = ReadBlocks(root, (int?)input, fault);
        return arrivesMs is null || input is null || output is null || blocks is null
            ? null
            : new TraceRequest(
                VirtualTime.Zero + new VirtualDuration(arrivesMs.Value * 1_000_000_000),
                (int)input,
                (int)output,
                blocks.Value);
    }

    private static long? ReadWhole(JsonElement root, string key, (long Min, long Max) range, Action<string> fault)
    {
        if (!root.TryGetProperty(key, out var element))
        {
            fault($"{key}: missing; write a whole number from {range.Min} to {range.Max}.");
            return null;
        }

        if (TryGetWhole(element, range, out var whole))
        {
            return whole;
        }

        var shown = TraceFaults.Show(element.GetRawText());
        fault($"{key}: {shown} is not a whole number from {range.Min} to {range.Max}.");
        return null;
    }

    private static ImmutableArray<long>? ReadBlocks(JsonElement root, int? input, Action<string> fault)
    {
        const string key = "hash_ids";
        if (!root.TryGetProperty(key, out var element) || element.ValueKind != JsonValueKind.Array)
        {
            fault($"{key}: missing, or not a list of whole numbers.");
            return null;
        }

        var blocks = ImmutableArray.CreateBuilder<long>(element.GetArrayLength());
        foreach (var item in element.EnumerateArray())
        {
            if (!TryGetWhole(item, (0, long.MaxValue), out var block))
            {
                fault($"{key}: {TraceFaults.Show(item.GetRawText())} is not a whole number from 0.");
                return null;
            }

            blocks.Add(block);
        }

        var expected = input is { } tokens ? Trace.NamedBlocks.BlocksOf(tokens) : 0;
        if (input is not null && blocks.Count != expected)
        {
            fault($"{key}: {blocks.Count} blocks, but {input} tokens make {expected} of {Trace.MooncakeBlockTokens}.");
            return null;
        }

        return blocks.MoveToImmutable();
    }

    private static bool TryGetWhole(JsonElement element, (long Min, long Max) range, out long whole)
    {
        whole = 0;
        return element.ValueKind == JsonValueKind.Number
            && element.TryGetInt64(out whole)
            && whole >= range.Min && whole <= range.Max;
    }
}
