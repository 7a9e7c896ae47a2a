using System.Text.Json;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands.Tests;

/// <summary>A written trace, read again.</summary>
internal sealed class Trace
{
    private Trace(JsonElement root) => Root = root;

    public JsonElement Root { get; }

    public IEnumerable<JsonElement> Names => Events("M");

    public IEnumerable<Slice> Slices => Events("X").Select(Slice.Of);

    public IEnumerable<JsonElement> Tails => Events("s");

    public IEnumerable<JsonElement> Heads => Events("f");

    public static Trace Of(DecodeReport report, IReadOnlyList<TimelineSpan> timeline)
    {
        using var written = new MemoryStream();
        ChromeTrace.Write(written, report, timeline);
        return Parse(written.ToArray());
    }

    public static Trace Parse(byte[] written) => new(JsonDocument.Parse(written).RootElement);

    /// <summary>The slice that an end of an arrow binds to: the last of its stream that has begun.</summary>
    public Slice BoundTo(JsonElement arrowEnd)
    {
        var (track, time) = (Slice.TrackOf(arrowEnd), Slice.NanosecondsOf(arrowEnd, "ts"));
        return Slices.Last(slice => slice.Track == track && slice.Start <= time);
    }

    private IEnumerable<JsonElement> Events(string kind) =>
        Root.GetProperty("traceEvents").EnumerateArray().Where(found => found.GetProperty("ph").GetString() == kind);
}
