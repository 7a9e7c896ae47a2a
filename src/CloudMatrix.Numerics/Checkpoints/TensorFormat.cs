namespace CloudMatrix.Numerics;

/// <summary>How a checkpoint stores a number.</summary>
public enum TensorFormat
{
    /// <summary>A byte, 0 or 1.</summary>
    Bool,

    /// <summary>8 bits without sign.</summary>
    U8,

    /// <summary>8 bits with sign.</summary>
    I8,

    /// <summary>8 bits: 4 of exponent, 3 of fraction; no infinities.</summary>
    F8E4M3,

    /// <summary>8 bits: 5 of exponent, 2 of fraction.</summary>
    F8E5M2,

    /// <summary>16 bits with sign.</summary>
    I16,

    /// <summary>16 bits without sign.</summary>
    U16,

    /// <summary>IEEE half precision.</summary>
    F16,

    /// <summary>The upper 16 bits of single precision.</summary>
    Bf16,

    /// <summary>32 bits with sign.</summary>
    I32,

    /// <summary>32 bits without sign.</summary>
    U32,

    /// <summary>IEEE single precision.</summary>
    F32,

    /// <summary>IEEE double precision.</summary>
    F64,

    /// <summary>64 bits with sign.</summary>
    I64,

    /// <summary>64 bits without sign.</summary>
    U64,
}
