using System.Collections.Immutable;

namespace CloudMatrix.Numerics;

/// <summary>What a model said to a question.</summary>
/// <param name="Said">Its best token after the prompt, and after each token of the right answer.</param>
/// <param name="Expected">The right answer, and the end of the line.</param>
public readonly record struct BenchmarkAnswer(ImmutableArray<int> Said, ImmutableArray<int> Expected)
{
    /// <summary>Whether the model would have given the right answer, all of it and nothing more.</summary>
    public bool IsRight => Said.AsSpan().SequenceEqual(Expected.AsSpan());

    /// <summary>Places where another said the same.</summary>
    public int SameAs(BenchmarkAnswer other) =>
        Said.Zip(other.Said).Count(pair => pair.First == pair.Second);
}
