namespace CloudMatrix.Grains.Abstractions;

/// <summary>A value as a JSON document: for what is large, read by people elsewhere, and sent once a run.</summary>
[GenerateSerializer, Alias("json")]
internal struct JsonSurrogate
{
    /// <summary>UTF-8 text.</summary>
    [Id(0)]
    public byte[] Utf8;
}
