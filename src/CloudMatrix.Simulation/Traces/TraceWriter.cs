using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CloudMatrix.Simulation;

/// <summary>Writes traces as <see cref="TraceReader"/> reads them.</summary>
public static class TraceWriter
{
    private const long PicosecondsPerMillisecond = 1_000_000_000;
    private const long PicosecondsPerTick = 100_000;

    // Azure traces bear dates; a generated one begins at some midnight.
    private static readonly DateOnly FirstDay = new(2024, 1, 1);

    /// <summary>Writes a trace, in UTF-8, lines ending in a line feed.</summary>
    public static void Write(Stream output, Trace trace)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(trace);
        if (trace.Format == TraceFormat.Mooncake)
        {
            WriteMooncake(output, trace);
        }
        else
        {
            WriteAzure(output, trace);
        }
    }

    private static void WriteMooncake(Stream output, Trace trace)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
        foreach (var request in trace.Requests)
        {
            json.WriteStartObject();
            json.WriteNumber("timestamp", request.ArrivesAt.Picoseconds / PicosecondsPerMillisecond);
            json.WriteNumber("input_length", request.InputTokens);
            json.WriteNumber("output_length", request.OutputTokens);
            json.WriteStartArray("hash_ids");
            foreach (var block in request.Blocks)
            {
                json.WriteNumberValue(block);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.Flush();
            output.WriteByte((byte)'\n');
            json.Reset();
        }
    }

    private static void WriteAzure(Stream output, Trace trace)
    {
        using var text = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        text.WriteLine(AzureReader.Header);
        foreach (var request in trace.Requests)
        {
            var (days, ticks) = Math.DivRem(request.ArrivesAt.Picoseconds / PicosecondsPerTick, TimeSpan.TicksPerDay);
            text.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{FirstDay.AddDays((int)days):yyyy-MM-dd} {new TimeOnly(ticks):HH:mm:ss.fffffff},")
                + string.Create(CultureInfo.InvariantCulture, $"{request.InputTokens},{request.OutputTokens}"));
        }
    }
}
