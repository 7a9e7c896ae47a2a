using System.Text.Json;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>
/// Writes what watched dies did as a trace that Perfetto and chrome://tracing open: a process for each die, a thread
/// for each of its streams, an arrow wherever rows go from one to another.
/// </summary>
/// <remarks>
/// Format: "Trace Event Format", JSON object form. Times are whole nanoseconds written in microseconds, because
/// Perfetto rounds a start and a duration each to nanoseconds and drops a slice that then overlaps its neighbour;
/// exact picoseconds stand in the arguments.
/// </remarks>
public static class ChromeTrace
{
    /// <summary>Writes one JSON document in UTF-8; the stream stays open.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="report">Of the same run; its headline goes into the trace.</param>
    /// <param name="timeline">The spans of the watched dies as recorded; none make an empty trace.</param>
    public static void Write(Stream output, DecodeReport report, IReadOnlyList<TimelineSpan> timeline)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(timeline);
        TraceDocument.Write(
            output,
            json => WriteRun(json, report),
            json => WriteEvents(TraceEvents.OfDecode(json), timeline));
    }

    private static void WriteRun(Utf8JsonWriter json, DecodeReport report)
    {
        json.WriteString("machine", report.MachineName);
        json.WriteString("model", report.ModelName);
        json.WriteNumber("dies", report.Dies);
        json.WriteNumber("batchPerNpu", report.BatchPerNpu);
        json.WriteNumber("kvLength", report.KvLength);
        json.WriteNumber("microbatches", report.Microbatches);
        json.WriteString("routing", report.Routing);
        json.WriteNumber("seed", report.Seed);
        json.WriteNumber("iterationMs", report.IterationMs);
        json.WriteNumber("tpotMs", report.TpotMs);
    }

    private static void WriteEvents(TraceEvents events, IReadOnlyList<TimelineSpan> timeline)
    {
        foreach (var die in timeline.Select(span => span.Die).Distinct())
        {
            events.WriteNames(die);
        }

        var spans = StepSpan.Number(timeline);
        var draftLayers = DraftLayers.Of(timeline);
        foreach (var span in spans.OrderBy(span => span.Span.Start))
        {
            events.WriteSlice(span, draftLayers.Contains(span.Span.Phase.Layer) ? "draft" : "verify");
        }

        // An arrow binds to the slice that is open where it begins and ends, so all slices stand before all arrows.
        foreach (var (index, arrow) in TraceArrow.Between(spans).Index())
        {
            events.WriteArrow(arrow, index);
        }
    }
}
