using System.Globalization;
using CloudMatrix.Model;

namespace CloudMatrix.Commands;

/// <summary>Numbers as the plot shows them: three significant digits or so, with their unit.</summary>
internal static class Figures
{
    private const double MillisecondsPerSecond = 1000;

    /// <summary>E.g. "450 µs", "66.6 µs".</summary>
    public static string Microseconds(VirtualDuration duration) => Microseconds(duration.TotalMicroseconds);

    /// <summary>E.g. "450 µs", "66.6 µs".</summary>
    public static string Microseconds(double microseconds) => $"{Digits(microseconds)} µs";

    /// <summary>E.g. "82.3 ms".</summary>
    public static string Milliseconds(double milliseconds) => $"{Digits(milliseconds)} ms";

    /// <summary>E.g. "35.3 %".</summary>
    public static string Percent(decimal percent) =>
        percent.ToString("0.0", CultureInfo.InvariantCulture) + " %";

    /// <summary>E.g. "1,982".</summary>
    public static string Whole(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>E.g. "1.35 s", "82.3 ms": in seconds from one on.</summary>
    public static string Time(double milliseconds) => milliseconds < MillisecondsPerSecond
        ? Milliseconds(milliseconds)
        : Seconds(milliseconds / MillisecondsPerSecond);

    /// <summary>E.g. "1.35 s".</summary>
    public static string Seconds(double seconds) => $"{Digits(seconds)} s";

    private static string Digits(double value) => value switch
    {
        >= 100 => Whole(value),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.00", CultureInfo.InvariantCulture),
    };
}
