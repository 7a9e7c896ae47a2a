namespace CloudMatrix.Costs;

/// <summary>Sizes of <see cref="NumberFormat"/>.</summary>
public static class NumberFormats
{
    /// <summary>Bytes of one element.</summary>
    public static int ByteCount(this NumberFormat format) => format switch
    {
        NumberFormat.I8 => 1,
        NumberFormat.Bf16 => 2,
        NumberFormat.F32 => 4,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not a number format."),
    };
}
