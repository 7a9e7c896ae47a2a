namespace CloudMatrix.Costs;

/// <summary>The format that a matrix product reads its operands in.</summary>
public enum NumberFormat
{
    /// <summary>8-bit integers, 1 B each: the large products of attention and feed-forward layers.</summary>
    I8,

    /// <summary>bfloat16, 2 B each.</summary>
    Bf16,

    /// <summary>32-bit floating point, 4 B each: the gate.</summary>
    F32,
}
