namespace CloudMatrix.Numerics;

/// <summary>Linear layers that are handed the same rows, and so share what is done to rows.</summary>
/// <param name="Input">What they have in common.</param>
/// <param name="Layers">One or more.</param>
internal sealed record LinearGroup(string Input, IReadOnlyList<ObservedLinear> Layers)
{
    /// <summary>Numbers of a row.</summary>
    public int Width => Layers[0].Plan.Size.Inputs;

    /// <summary>
    /// How rows are packed after a transform: with a scale each, or with one that the kept rows fit in.
    /// </summary>
    public Int8RowFormat FormatOf(InputTransform transform, QuantizationParts parts)
    {
        if (parts.HasFlag(QuantizationParts.FineScales))
        {
            return new Int8RowFormat(Width, transform, null);
        }

        using var row = RentedRows<float>.Rent(1, Width);
        var scale = 0f;
        foreach (var sample in Layers.Select(layer => layer.Sample))
        {
            for (var i = 0; i < sample.Count; i++)
            {
                sample.Rows.Slice(i * Width, Width).CopyTo(row.All);
                transform.Apply(row.All);
                scale = Math.Max(scale, Int8RowFormat.ScaleOf(row.All));
            }
        }

        return new Int8RowFormat(Width, transform, scale == 0 ? 1 : scale);
    }

    /// <summary>The layer that kept most rows.</summary>
    public ObservedLinear Busiest => Layers.MaxBy(layer => layer.Sample.Count)!;
}
