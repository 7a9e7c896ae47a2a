using CloudMatrix.Model;

namespace CloudMatrix.Commands;

/// <summary>An axis of a chart: which numbers it shows, and where.</summary>
/// <param name="Min">At its beginning.</param>
/// <param name="Max">At its end, above the beginning.</param>
/// <param name="Kind">How numbers between them are spread.</param>
/// <param name="Format">How a number is written.</param>
internal sealed record ChartAxis(double Min, double Max, ChartAxisKind Kind, Func<double, string> Format)
{
    private const int TicksMax = 8;

    // A little is lost where a tick is a sum of steps.
    private const double Tolerance = 1e-9;

    /// <summary>From 0 to a round number that no value is above.</summary>
    /// <param name="most">The largest value.</param>
    /// <param name="format">How a number is written.</param>
    public static ChartAxis FromZero(double most, Func<double, string> format)
    {
        var step = StepOf(Math.Max(most, 1));
        return new ChartAxis(0, step * Math.Ceiling(Math.Max(most, 1) / step), ChartAxisKind.Linear, format);
    }

    /// <summary>From a power of ten below all values to one above.</summary>
    /// <param name="least">The smallest value, above 0.</param>
    /// <param name="most">The largest value.</param>
    /// <param name="format">How a number is written.</param>
    public static ChartAxis Powers(double least, double most, Func<double, string> format)
    {
        var first = 1e-3;
        while (first * 10 <= least)
        {
            first *= 10;
        }

        var last = first * 10;
        while (last < most)
        {
            last *= 10;
        }

        return new ChartAxis(first, last, ChartAxisKind.Logarithmic, format);
    }

    /// <summary>Where a number stands, 0 at the beginning and 1 at the end; beyond them at the nearer one.</summary>
    public double PositionOf(double value)
    {
        var position = Kind == ChartAxisKind.Linear
            ? (value - Min) / (Max - Min)
            : Transcendentals.Log(Math.Max(value, Min) / Min) / Transcendentals.Log(Max / Min);
        return Math.Clamp(position, 0, 1);
    }

    /// <summary>Round numbers along the axis.</summary>
    public IEnumerable<double> Ticks()
    {
        if (Kind == ChartAxisKind.Logarithmic)
        {
            for (var tick = Min; tick <= Max * (1 + Tolerance); tick *= 10)
            {
                yield return tick;
            }

            yield break;
        }

        var step = StepOf(Max - Min);
        for (var tick = 0; Min + (tick * step) <= Max + (step * Tolerance); tick++)
        {
            yield return Min + (tick * step);
        }
    }

    // 1, 2 or 5 times a power of ten, so that there are few.
    private static double StepOf(double length)
    {
        var power = 1e-6;
        while (power * TicksMax * 10 < length)
        {
            power *= 10;
        }

        return power * new[] { 1.0, 2, 5, 10 }.First(times => power * times * TicksMax >= length);
    }
}
