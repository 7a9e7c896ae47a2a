using System.Collections.Immutable;
using System.Text.Json;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>Writes the events of a trace, one kind a method.</summary>
/// <param name="json">Inside the array of events.</param>
/// <param name="streamNames">Names of a die's streams, by number.</param>
internal sealed class TraceEvents(Utf8JsonWriter json, ImmutableArray<string> streamNames)
{
    private const long PicosecondsPerNanosecond = 1000;
    private const decimal NanosecondsPerMicrosecond = 1000;

    /// <summary>Events of a decode.</summary>
    public static TraceEvents OfDecode(Utf8JsonWriter json) => new(json, ["stream 0: attention", "stream 1: experts"]);

    /// <summary>Events of a prefill batch.</summary>
    public static TraceEvents OfPrefill(Utf8JsonWriter json) =>
        new(json, ["AIC: attention and experts", "AIV: order and sum", "SDMA: collectives"]);

    /// <summary>Names a die and its streams, and orders them by number.</summary>
    public void WriteNames(RankId die)
    {
        WriteProperty("process_name", (die, 0), () => json.WriteString("name", $"die-{die.Index}"));
        WriteProperty("process_sort_index", (die, 0), () => json.WriteNumber("sort_index", die.Index));
        foreach (var (stream, name) in streamNames.Index())
        {
            WriteProperty("thread_name", (die, stream), () => json.WriteString("name", name));
            WriteProperty("thread_sort_index", (die, stream), () => json.WriteNumber("sort_index", stream));
        }
    }

    /// <summary>A slice: what a stream did for a while.</summary>
    /// <param name="span">The span and its step.</param>
    /// <param name="graph">"verify" or "draft".</param>
    public void WriteSlice(StepSpan span, string graph)
    {
        var (die, stream, stage, phase, start, end) = span.Span;
        BeginSlice(stage.ToString(), (die, stream), (start, end));
        json.WriteNumber("step", span.Step);
        json.WriteString("graph", graph);
        EndSlice((phase.Layer, phase.Microbatch), (start, end));
    }

    /// <summary>A slice of a prefill batch.</summary>
    public void WriteSlice(PrefillSpan span)
    {
        var (die, step, start, end) = span;
        BeginSlice(step.Stage.ToString(), (die, (int)step.Stream), (start, end));
        EndSlice((step.Layer, step.Microbatch), (start, end));
    }

    /// <summary>An arrow between two slices that were written before.</summary>
    /// <param name="arrow">From where to where.</param>
    /// <param name="id">No other arrow's.</param>
    public void WriteArrow(TraceArrow arrow, int id)
    {
        WriteArrowEnd("s", arrow, id);
        json.WriteNumber("ts", Microseconds(arrow.Source.Start));
        json.WriteEndObject();

        WriteArrowEnd("f", arrow, id);
        json.WriteNumber("ts", Microseconds(arrow.BoundAt));
        json.WriteString("bp", "e");
        json.WriteEndObject();
    }

    private void BeginSlice(string name, (RankId Die, int Stream) track, (VirtualTime Start, VirtualTime End) span)
    {
        WriteEvent("X", name, track);
        json.WriteNumber("ts", Microseconds(span.Start));
        json.WriteNumber("dur", Microseconds(span.End) - Microseconds(span.Start));
        json.WriteStartObject("args");
    }

    private void EndSlice((int Layer, int Microbatch) work, (VirtualTime Start, VirtualTime End) span)
    {
        json.WriteNumber("layer", work.Layer);
        json.WriteNumber("microbatch", work.Microbatch);
        json.WriteNumber("startPs", span.Start.Picoseconds);
        json.WriteNumber("durationPs", (span.End - span.Start).Picoseconds);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteArrowEnd(string kind, TraceArrow arrow, int id)
    {
        var slice = kind == "s" ? arrow.Source : arrow.Target;
        WriteEvent(kind, arrow.Name, (slice.Die, slice.Stream));
        json.WriteString("cat", "rows");
        json.WriteNumber("id", id);
    }

    private void WriteProperty(string name, (RankId Die, int Stream) track, Action writeValue)
    {
        WriteEvent("M", name, track);
        json.WriteStartObject("args");
        writeValue();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // Perfetto keeps process 0 and thread 0 for the idle task, so that both count from 1.
    private void WriteEvent(string kind, string name, (RankId Die, int Stream) track)
    {
        json.WriteStartObject();
        json.WriteString("ph", kind);
        json.WriteString("name", name);
        json.WriteNumber("pid", track.Die.Index + 1);
        json.WriteNumber("tid", track.Stream + 1);
    }

    private static decimal Microseconds(VirtualTime time) =>
        time.Picoseconds / PicosecondsPerNanosecond / NanosecondsPerMicrosecond;
}
