using System.Runtime.CompilerServices;

namespace CloudMatrix.Simulation;

/// <summary>
/// One column of an <see cref="AliasTable"/>: below the threshold its own value, from there on its alias. Packed into
/// one word, so that choosing needs neither a second load nor a branch that nobody can predict.
/// </summary>
internal readonly struct AliasEntry
{
    private const int ValueBits = 16;

    private readonly ulong _packed;

    /// <summary>A column.</summary>
    /// <param name="threshold">Share of the column that is its own, as a fraction of 2³².</param>
    /// <param name="own">Its own value.</param>
    /// <param name="alias">The value that fills it up.</param>
    public AliasEntry(uint threshold, ushort own, ushort alias) =>
        _packed = ((ulong)threshold << (2 * ValueBits)) | ((ulong)alias << ValueBits) | own;

    /// <summary>The value at a place in the column.</summary>
    /// <param name="fraction">Where, as a fraction of 2³².</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ushort At(uint fraction)
    {
        // The difference is negative from the threshold on; its sign then shifts the alias into place.
        var isAlias = (int)(~((fraction - (long)(_packed >> (2 * ValueBits))) >> 63) & ValueBits);
        return (ushort)(_packed >> isAlias);
    }
}
