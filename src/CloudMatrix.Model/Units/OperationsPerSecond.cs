namespace CloudMatrix.Model;

/// <summary>A rate of arithmetic.</summary>
/// <param name="Value">Operations a second; a multiplication and an addition are two.</param>
public readonly record struct OperationsPerSecond(double Value)
{
    private const double PicosecondsPerSecond = 1e12;

    /// <summary>The time that so many operations take at this rate, rounded up.</summary>
    /// <param name="operations">0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is 0 or the number negative.</exception>
    public VirtualDuration TimeFor(double operations) =>
        VirtualDuration.RoundUpToPicoseconds(operations * PicosecondsPerSecond / Value);

    /// <summary>In the largest unit of which there is one whole, e.g. "376 TOPS".</summary>
    public override string ToString() => Dimension.Arithmetic.FormatRate(Value);
}
