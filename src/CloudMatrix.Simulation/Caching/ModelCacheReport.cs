using System.Collections.Immutable;

namespace CloudMatrix.Simulation;

/// <summary>What ways there are to keep models, and what they cost.</summary>
public sealed record ModelCacheReport
{
    /// <summary>The machine.</summary>
    public required string MachineName { get; init; }

    /// <summary>Models that instances switch between.</summary>
    public required int Models { get; init; }

    /// <summary>Instances.</summary>
    public required int Instances { get; init; }

    /// <summary>Bytes of a model.</summary>
    public required long ModelBytes { get; init; }

    /// <summary>Of the bucket that models come from, in 10⁹ B/s.</summary>
    public required double BucketGBps { get; init; }

    /// <summary>At which an instance reads the pool, in 10⁹ B/s.</summary>
    public required double PoolReadGBps { get; init; }

    /// <summary>Switches of all instances.</summary>
    public required int Switches { get; init; }

    /// <summary>Each way to keep models.</summary>
    public required ImmutableArray<ModelCacheRow> Rows { get; init; }

    /// <summary>The paper's figures for the same; empty where another question was asked than the paper's.</summary>
    public required ImmutableArray<ModelCacheRow> Published { get; init; }

    /// <summary>Bytes of models with the fullest CPU of the pool over the mean: hashes do not spread evenly.</summary>
    public required double PoolFullestOverMean { get; init; }
}
