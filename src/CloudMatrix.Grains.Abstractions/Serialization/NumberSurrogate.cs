namespace CloudMatrix.Grains.Abstractions;

/// <summary>A value that is one whole number.</summary>
[GenerateSerializer, Alias("number")]
internal struct NumberSurrogate
{
    /// <summary>The number.</summary>
    [Id(0)]
    public long Value;
}
