using System.Text.Json;

namespace CloudMatrix.Commands;

/// <summary>A trace as a JSON object: what was run, and the events. Its form is <see cref="ChromeTrace"/>'s.</summary>
internal static class TraceDocument
{
    /// <summary>Writes one document in UTF-8; the stream stays open.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="writeRun">Writes the properties of what was run.</param>
    /// <param name="writeEvents">Writes the events.</param>
    public static void Write(Stream output, Action<Utf8JsonWriter> writeRun, Action<Utf8JsonWriter> writeEvents)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("displayTimeUnit", "ns");
        json.WriteStartObject("otherData");
        writeRun(json);
        json.WriteEndObject();
        json.WriteStartArray("traceEvents");
        writeEvents(json);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
