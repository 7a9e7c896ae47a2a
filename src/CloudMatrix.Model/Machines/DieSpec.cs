namespace CloudMatrix.Model;

/// <summary>Compute and memory of one die.</summary>
public sealed record DieSpec
{
    private static readonly CountRange Cores = new(1, 4096);

    /// <summary>Cores that multiply matrices: AIC on Ascend, SM on NVIDIA.</summary>
    public required int MatrixCores { get; init; }

    /// <summary>Cores that do everything else: AIV on Ascend, SM on NVIDIA.</summary>
    public required int VectorCores { get; init; }

    /// <summary>Dense bfloat16 peak of all matrix cores.</summary>
    public required OperationsPerSecond Bf16Peak { get; init; }

    /// <summary>Dense 8-bit peak of all matrix cores.</summary>
    public required OperationsPerSecond Int8Peak { get; init; }

    /// <summary>Size of the high-bandwidth memory.</summary>
    public required Bytes HbmCapacity { get; init; }

    /// <summary>Peak bandwidth of the high-bandwidth memory.</summary>
    public required BytesPerSecond HbmBandwidth { get; init; }

    internal static DieSpec Read(JsonSection section)
    {
        var spec = new DieSpec
        {
            MatrixCores = section.Count("matrixCores", Cores),
            VectorCores = section.Count("vectorCores", Cores),
            Bf16Peak = section.Arithmetic("bf16Peak"),
            Int8Peak = section.Arithmetic("int8Peak"),
            HbmCapacity = section.Size("hbmCapacity"),
            HbmBandwidth = section.Bandwidth("hbmBandwidth"),
        };
        section.RefuseOtherKeys();
        return spec;
    }
}
