using System.Collections.Immutable;

namespace CloudMatrix.Numerics;

/// <summary>What a file's header says of one tensor.</summary>
/// <param name="Name">The tensor.</param>
/// <param name="Format">How its numbers are stored.</param>
/// <param name="Shape">Sizes, outermost first.</param>
/// <param name="Begin">First byte, counted from the end of the header.</param>
/// <param name="End">The byte after the last.</param>
internal sealed record TensorEntry(
    string Name, TensorFormat Format, ImmutableArray<long> Shape, long Begin, long End);
