namespace CloudMatrix.Model;

/// <summary>A bandwidth.</summary>
/// <param name="Value">Bytes (not bits) a second.</param>
public readonly record struct BytesPerSecond(double Value)
{
    private const double PicosecondsPerSecond = 1e12;

    /// <summary>The time that an amount takes at this rate, rounded up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is 0 or the amount negative.</exception>
    public VirtualDuration TimeFor(Bytes bytes) =>
        VirtualDuration.RoundUpToPicoseconds(bytes.Count * PicosecondsPerSecond / Value);

    /// <summary>In the largest unit of which there is one whole, e.g. "196 GB/s".</summary>
    public override string ToString() => Dimension.Bandwidth.FormatRate(Value);
}
