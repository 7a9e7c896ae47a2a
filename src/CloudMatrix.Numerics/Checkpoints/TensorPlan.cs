using System.Collections.Immutable;

namespace CloudMatrix.Numerics;

/// <summary>A tensor that is to be written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Format">How its numbers are stored.</param>
/// <param name="Shape">Sizes, outermost first.</param>
internal sealed record TensorPlan(string Name, TensorFormat Format, ImmutableArray<long> Shape)
{
    /// <summary>Bytes that it takes.</summary>
    public long Bytes => Shape.Aggregate((long)TensorFormats.BytesOf(Format), (bytes, size) => checked(bytes * size));
}
