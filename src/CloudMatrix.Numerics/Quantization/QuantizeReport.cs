using System.Collections.Immutable;

namespace CloudMatrix.Numerics;

/// <summary>What rounding a checkpoint made of it.</summary>
public sealed record QuantizeReport
{
    /// <summary>The model.</summary>
    public required string ModelName { get; init; }

    /// <summary>Which parts of the scheme were used.</summary>
    public required ImmutableArray<string> Parts { get; init; }

    /// <summary>Where the texts came from that rounding looked at.</summary>
    public required string Calibration { get; init; }

    /// <summary>Tokens of these texts.</summary>
    public required int CalibrationTokens { get; init; }

    /// <summary>Matrices that are in 8 bits now.</summary>
    public required int RoundedMatrices { get; init; }

    /// <summary>Numbers of these matrices.</summary>
    public required long RoundedNumbers { get; init; }

    /// <summary>Bytes of the weights' files as they were.</summary>
    public required long BytesBefore { get; init; }

    /// <summary>Bytes of the weights' file as it is.</summary>
    public required long BytesAfter { get; init; }
}
