namespace CloudMatrix.Numerics;

/// <summary>
/// What rows look like on their way to a product: bytes, so that they can stand in any window and any message. A row is
/// rounded by being packed, if at all, and is then the same wherever it is multiplied.
/// </summary>
internal interface IRowFormat
{
    /// <summary>Bytes of a packed row.</summary>
    int RowBytes { get; }

    /// <summary>Packs rows.</summary>
    /// <param name="rows">[rows, width].</param>
    /// <param name="packed">[rows, <see cref="RowBytes"/>].</param>
    void Pack(ReadOnlySpan<float> rows, Span<byte> packed);
}
