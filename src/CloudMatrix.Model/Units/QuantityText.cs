using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CloudMatrix.Model;

/// <summary>
/// Reads quantities that carry their unit: "196 GB/s", "200 Gbps", "1.9 us", "64 GiB", "376 TFLOPS". A bare number, a
/// wrong dimension and a negative number are refused with a message that says what to write.
/// </summary>
public static class QuantityText
{
    /// <summary>Reads a whole number of bytes, 0 or more.</summary>
    public static bool TryParse(string text, out Bytes value, [NotNullWhen(false)] out string? fault)
    {
        value = default;
        if (!TryRead(text, Dimension.Size, out var count, out fault))
        {
            return false;
        }

        if (count != decimal.Truncate(count))
        {
            fault = $"'{text}' is not a whole number of bytes";
            return false;
        }

        value = new Bytes((long)count);
        return true;
    }

    /// <summary>Reads a bandwidth above 0.</summary>
    public static bool TryParse(string text, out BytesPerSecond value, [NotNullWhen(false)] out string? fault)
    {
        var isRead = TryReadRate(text, Dimension.Bandwidth, out var rate, out fault);
        value = new BytesPerSecond(rate);
        return isRead;
    }

    /// <summary>Reads a rate of arithmetic above 0.</summary>
    public static bool TryParse(string text, out OperationsPerSecond value, [NotNullWhen(false)] out string? fault)
    {
        var isRead = TryReadRate(text, Dimension.Arithmetic, out var rate, out fault);
        value = new OperationsPerSecond(rate);
        return isRead;
    }

    /// <summary>Reads a duration of 0 or more, rounded up to whole picoseconds.</summary>
    public static bool TryParse(string text, out VirtualDuration value, [NotNullWhen(false)] out string? fault)
    {
        var isRead = TryRead(text, Dimension.Duration, out var picoseconds, out fault);
        value = new VirtualDuration((long)decimal.Ceiling(picoseconds));
        return isRead;
    }

    private static bool TryReadRate(
        string text, Dimension dimension, out double value, [NotNullWhen(false)] out string? fault)
    {
        value = 0;
        if (!TryRead(text, dimension, out var rate, out fault))
        {
            return false;
        }

        if (rate == 0)
        {
            fault = $"'{text}' is zero; it must be above 0, e.g. \"{dimension.Example}\"";
            return false;
        }

        // Casting a decimal rounds twice; going through its text rounds once, so that what was written comes back.
        value = double.Parse(rate.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return true;
    }

    private static bool TryRead(
        string text, Dimension dimension, out decimal value, [NotNullWhen(false)] out string? fault)
    {
        ArgumentNullException.ThrowIfNull(text);
        value = 0;
        var (number, symbol) = Split(text);
        if (!decimal.TryParse(
            number,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var amount))
        {
            fault = $"'{text}' is not {dimension.Name}; write a number and a unit, e.g. \"{dimension.Example}\"";
            return false;
        }

        fault = FaultOf(text, amount, symbol, dimension);
        if (fault is not null)
        {
            return false;
        }

        value = amount * dimension.Find(symbol)!.Value.Factor;
        return true;
    }

    private static string? FaultOf(string text, decimal amount, string symbol, Dimension dimension)
    {
        if (symbol.Length == 0)
        {
            return $"'{text}' has no unit; write e.g. \"{text.Trim()} {dimension.UsualUnit}\"";
        }

        if (dimension.Find(symbol) is not { } unit)
        {
            return WrongUnit(text, symbol, dimension);
        }

        if (amount < 0)
        {
            return $"'{text}' is negative; write e.g. \"{dimension.Example}\"";
        }

        return amount > long.MaxValue / unit.Factor
            ? $"'{text}' is too large; at most {dimension.Format(long.MaxValue)}"
            : null;
    }

    private static string WrongUnit(string text, string symbol, Dimension wanted)
    {
        var other = Dimension.All.FirstOrDefault(dimension => dimension.Find(symbol) is not null);
        return other is null
            ? $"'{text}' has an unknown unit '{symbol}'; known are "
                + string.Join(", ", wanted.Units.Concat(wanted.OtherUnits).Select(unit => unit.Symbol))
            : $"'{text}' is {other.Name}, not {wanted.Name}; write e.g. \"{wanted.Example}\"";
    }

    private static (string Number, string Symbol) Split(string text)
    {
        var trimmed = text.Trim();
        var end = 0;
        while (end < trimmed.Length && (char.IsAsciiDigit(trimmed[end]) || trimmed[end] is '.' or ',' or '+' or '-'))
        {
            end++;
        }

        return (trimmed[..end], trimmed[end..].TrimStart());
    }
}
