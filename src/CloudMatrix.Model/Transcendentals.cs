namespace CloudMatrix.Model;

/// <summary>Exponential, logarithm and power for the floors below Numerics.</summary>
/// <remarks>
/// The IEEE standard fixes the result of + − × ÷ √ to the last bit, but not of these: they come from the platform's
/// mathematics library and may differ between platforms. Here they stand in one file, so that it is known what a report
/// may depend on, and one change replaces them all.
/// </remarks>
public static class Transcendentals
{
    /// <summary>e to the power of <paramref name="x"/>.</summary>
    public static double Exp(double x) => Math.Exp(x);

    /// <summary>The natural logarithm of <paramref name="x"/>.</summary>
    /// <param name="x">Above 0.</param>
    public static double Log(double x) => Math.Log(x);

    /// <summary><paramref name="x"/> to the power of <paramref name="y"/>.</summary>
    public static double Pow(double x, double y) => Math.Pow(x, y);
}
