namespace CloudMatrix.Numerics;

/// <summary>How much a linear layer minds being rounded.</summary>
internal enum LinearKind
{
    /// <summary>A large product of attention or of a feed-forward network, which may be rounded to 8 bits.</summary>
    Large,

    /// <summary>A gate or a head: what it gives is compared, and the best taken.</summary>
    Sensitive,
}
