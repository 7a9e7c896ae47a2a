namespace CloudMatrix.Numerics;

/// <summary>What activations are rounded to between operators; inside an operator all is float32.</summary>
public enum Precision
{
    /// <summary>Not at all.</summary>
    Fp32,

    /// <summary>To bfloat16, as a checkpoint in bfloat16 is served.</summary>
    Bf16,
}
