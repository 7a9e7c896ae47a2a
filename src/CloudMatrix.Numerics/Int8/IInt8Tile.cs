using System.Runtime.Intrinsics;

namespace CloudMatrix.Numerics;

/// <summary>
/// Sums of products of a few rows with four rows of weights, exact in 32 bits: every implementation gives the same.
/// </summary>
internal interface IInt8Tile
{
    /// <summary>Whether this processor can run it.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Numbers that are multiplied at once; a row has at least as many.</summary>
    static abstract int Group { get; }

    /// <summary>Rows of x that <see cref="Sum"/> takes.</summary>
    static abstract int Rows { get; }

    /// <summary>One row of x: Σ_k x[k] · w[j, k] for four j.</summary>
    /// <param name="x">x [stride].</param>
    /// <param name="w">w [4, columns].</param>
    /// <param name="shape">Of both.</param>
    static abstract Vector128<int> SumRow(ref short x, ref sbyte w, Int8Shape shape);

    /// <summary>Several rows of x that follow one another, each as <see cref="SumRow"/>.</summary>
    /// <param name="x">x [<see cref="Rows"/>, stride].</param>
    /// <param name="w">w [4, columns].</param>
    /// <param name="shape">Of both.</param>
    /// <param name="sums">Takes the four sums of each row.</param>
    static abstract void Sum(ref short x, ref sbyte w, Int8Shape shape, Span<Vector128<int>> sums);
}
