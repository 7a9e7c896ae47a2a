namespace CloudMatrix.Numerics;

/// <summary>What a precision does.</summary>
internal static class Precisions
{
    /// <summary>Rounds numbers in place.</summary>
    public static void Round(this Precision precision, Span<float> numbers)
    {
        if (precision != Precision.Fp32)
        {
            BFloat16.Round(numbers);
        }
    }
}
