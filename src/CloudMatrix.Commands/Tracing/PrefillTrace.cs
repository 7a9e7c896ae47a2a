using System.Text.Json;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>
/// Writes what watched dies did in a prefill batch as a trace: a process for each die, a thread for each of its
/// streams.
/// </summary>
/// <remarks>The form is that of <see cref="ChromeTrace"/>.</remarks>
public static class PrefillTrace
{
    /// <summary>Writes one JSON document in UTF-8; the stream stays open.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="report">Of the same run; its headline goes into the trace.</param>
    /// <param name="timeline">The spans of the watched dies; none make an empty trace.</param>
    public static void Write(Stream output, PrefillReport report, IReadOnlyList<PrefillSpan> timeline)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(timeline);
        TraceDocument.Write(
            output,
            json => WriteRun(json, report),
            json => WriteEvents(TraceEvents.OfPrefill(json), timeline));
    }

    private static void WriteRun(Utf8JsonWriter json, PrefillReport report)
    {
        json.WriteString("machine", report.MachineName);
        json.WriteString("model", report.ModelName);
        json.WriteNumber("dies", report.Dies);
        json.WriteNumber("newTokens", report.NewTokens);
        json.WriteNumber("prompts", report.Prompts);
        json.WriteNumber("microbatches", report.Microbatches);
        json.WriteString("routing", report.Routing);
        json.WriteNumber("seed", report.Seed);
        json.WriteNumber("batchMs", report.BatchMs);
        json.WriteNumber("tokensPerSecondPerNpu", report.TokensPerSecondPerNpu);
    }

    private static void WriteEvents(TraceEvents events, IReadOnlyList<PrefillSpan> timeline)
    {
        foreach (var die in timeline.Select(span => span.Die).Distinct())
        {
            events.WriteNames(die);
        }

        foreach (var span in timeline.OrderBy(span => span.Start))
        {
            events.WriteSlice(span);
        }
    }
}
