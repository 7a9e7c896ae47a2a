namespace CloudMatrix.Model;

/// <summary>An amount of memory or traffic.</summary>
/// <param name="Count">Bytes.</param>
public readonly record struct Bytes(long Count) : IComparable<Bytes>
{
    /// <summary>No bytes.</summary>
    public static Bytes Zero => default;

    /// <summary>Both together.</summary>
    /// <exception cref="OverflowException">The sum does not fit.</exception>
    public static Bytes operator +(Bytes left, Bytes right) => new(checked(left.Count + right.Count));

    /// <summary>What <paramref name="left"/> has more; negative where it has less.</summary>
    /// <exception cref="OverflowException">The difference does not fit.</exception>
    public static Bytes operator -(Bytes left, Bytes right) => new(checked(left.Count - right.Count));

    /// <summary>The amount <paramref name="times"/> times over.</summary>
    /// <exception cref="OverflowException">The product does not fit.</exception>
    public static Bytes operator *(Bytes bytes, long times) => new(checked(bytes.Count * times));

    /// <summary>The amount <paramref name="times"/> times over.</summary>
    /// <exception cref="OverflowException">The product does not fit.</exception>
    public static Bytes operator *(long times, Bytes bytes) => bytes * times;

    /// <summary>Whether <paramref name="left"/> is less.</summary>
    public static bool operator <(Bytes left, Bytes right) => left.Count < right.Count;

    /// <summary>Whether <paramref name="left"/> is more.</summary>
    public static bool operator >(Bytes left, Bytes right) => left.Count > right.Count;

    /// <summary>Whether <paramref name="left"/> is not more.</summary>
    public static bool operator <=(Bytes left, Bytes right) => left.Count <= right.Count;

    /// <summary>Whether <paramref name="left"/> is not less.</summary>
    public static bool operator >=(Bytes left, Bytes right) => left.Count >= right.Count;

    /// <summary>Kilobytes of 10³ bytes.</summary>
    public static Bytes FromKB(long kilobytes) => new(checked(kilobytes * 1_000));

    /// <summary>Kibibytes of 2¹⁰ bytes.</summary>
    public static Bytes FromKiB(long kibibytes) => new(checked(kibibytes * (1L << 10)));

    /// <summary>Gigabytes of 10⁹ bytes.</summary>
    public static Bytes FromGB(long gigabytes) => new(checked(gigabytes * 1_000_000_000));

    /// <summary>Gibibytes of 2³⁰ bytes.</summary>
    public static Bytes FromGiB(long gibibytes) => new(checked(gibibytes * (1L << 30)));

    /// <summary>Orders less before more.</summary>
    public int CompareTo(Bytes other) => Count.CompareTo(other.Count);

    /// <summary>Exactly, in the largest decimal unit of which there is one whole, e.g. "64 GB".</summary>
    public override string ToString() => Dimension.Size.Format(Count);
}
