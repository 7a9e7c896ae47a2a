using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>What a CPU, or the whole pool, has done with blocks.</summary>
public readonly record struct CpuTally
{
    /// <summary>Blocks read that lay in memory.</summary>
    public long DramHits { get; init; }

    /// <summary>Blocks read that lay on the volumes alone.</summary>
    public long SsdHits { get; init; }

    /// <summary>Blocks asked for that lay nowhere.</summary>
    public long Misses { get; init; }

    /// <summary>Blocks taken in.</summary>
    public long Stored { get; init; }

    /// <summary>Blocks sent although they were held: kept once.</summary>
    public long Deduplicated { get; init; }

    /// <summary>Blocks sent that were too large for the memory or the quota.</summary>
    public long Refused { get; init; }

    /// <summary>Bytes read by NPUs.</summary>
    public Bytes Read { get; init; }

    /// <summary>Bytes written by NPUs.</summary>
    public Bytes Written { get; init; }

    /// <summary>Bytes brought from the volumes into memory.</summary>
    public Bytes SsdRead { get; init; }

    /// <summary>Bytes written to the volumes.</summary>
    public Bytes SsdWritten { get; init; }

    /// <summary>Both together.</summary>
    public static CpuTally operator +(CpuTally left, CpuTally right) => new()
    {
        DramHits = left.DramHits + right.DramHits,
        SsdHits = left.SsdHits + right.SsdHits,
        Misses = left.Misses + right.Misses,
        Stored = left.Stored + right.Stored,
        Deduplicated = left.Deduplicated + right.Deduplicated,
        Refused = left.Refused + right.Refused,
        Read = left.Read + right.Read,
        Written = left.Written + right.Written,
        SsdRead = left.SsdRead + right.SsdRead,
        SsdWritten = left.SsdWritten + right.SsdWritten,
    };
}
