namespace CloudMatrix.Grains.Abstractions;

/// <summary>Where a decode is in its life.</summary>
[GenerateSerializer, Alias("decode-life")]
public enum DecodeLife
{
    /// <summary>None was started since the instance came to be.</summary>
    None,

    /// <summary>The operating point is found, and experts are placed.</summary>
    Settling,

    /// <summary>Steps are run.</summary>
    Running,

    /// <summary>All steps are done; there is a result.</summary>
    Done,

    /// <summary>It was ended by its owner.</summary>
    Cancelled,

    /// <summary>It could not go on; the status says why.</summary>
    Failed,
}
