namespace CloudMatrix.Grains.Abstractions;

/// <summary>A value that is a few whole numbers; what it does not need stays 0.</summary>
[GenerateSerializer, Alias("numbers")]
internal struct NumbersSurrogate
{
    /// <summary>The first number.</summary>
    [Id(0)]
    public long First;

    /// <summary>The second number.</summary>
    [Id(1)]
    public long Second;

    /// <summary>The third number.</summary>
    [Id(2)]
    public long Third;

    /// <summary>The fourth number.</summary>
    [Id(3)]
    public long Fourth;

    /// <summary>The fifth number.</summary>
    [Id(4)]
    public long Fifth;
}
