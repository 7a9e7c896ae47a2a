using System.Text.Json;

namespace CloudMatrix.Commands.Tests;

/// <summary>A slice of a trace as a viewer reads it: in nanoseconds.</summary>
internal sealed record Slice(string Name, (int Process, int Thread) Track, long Start, long End, JsonElement Args)
{
    public static Slice Of(JsonElement found)
    {
        var start = NanosecondsOf(found, "ts");
        return new Slice(
            found.GetProperty("name").GetString()!,
            TrackOf(found),
            start,
            start + NanosecondsOf(found, "dur"),
            found.GetProperty("args"));
    }

    public static (int Process, int Thread) TrackOf(JsonElement found) =>
        (found.GetProperty("pid").GetInt32(), found.GetProperty("tid").GetInt32());

    // As Perfetto does it: a double in microseconds, rounded to nanoseconds.
    public static long NanosecondsOf(JsonElement found, string key) =>
        (long)Math.Round(found.GetProperty(key).GetDouble() * 1000, MidpointRounding.AwayFromZero);
}
