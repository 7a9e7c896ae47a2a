namespace CloudMatrix.Numerics;

/// <summary>A share that was counted, and the interval that the true one is in, 19 times of 20.</summary>
/// <param name="Value">0 to 1; a difference of shares −1 to 1.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public sealed record Share(double Value, double Low, double High)
{
    // Standard errors to either side that hold 95 % of a normal distribution.
    private const double Errors = 1.96;

    /// <summary>So many of so many, with Wilson's interval.</summary>
    /// <param name="right">0 to all.</param>
    /// <param name="all">1 or more.</param>
    /// <remarks>Source: Wilson, "Probable inference", JASA 22 (1927).</remarks>
    public static Share Of(int right, int all)
    {
        var share = (double)right / all;
        var square = Errors * Errors / all;
        var middle = (share + (square / 2)) / (1 + square);
        var half = Errors / (1 + square) * Math.Sqrt((share * (1 - share) / all) + (square / 4 / all));
        return new Share(share, Math.Max(middle - half, 0), Math.Min(middle + half, 1));
    }

    /// <summary>A mean of shares, or a difference of two, with a normal distribution's interval.</summary>
    /// <param name="value">The estimate.</param>
    /// <param name="variance">Of the estimate.</param>
    /// <param name="least">What neither can be below: 0, or −1 for a difference.</param>
    public static Share Near(double value, double variance, double least)
    {
        var half = Errors * Math.Sqrt(variance);
        return new Share(value, Math.Max(value - half, least), Math.Min(value + half, 1));
    }
}
