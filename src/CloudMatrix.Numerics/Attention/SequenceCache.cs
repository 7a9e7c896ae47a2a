namespace CloudMatrix.Numerics;

/// <summary>
/// What the tokens of one sequence leave in every layer: a row of the normed latent and the rotated key part that all
/// heads share.
/// </summary>
public sealed class SequenceCache
{
    private readonly float[][] _layers;
    private readonly int _width;

    /// <summary>An empty cache.</summary>
    /// <param name="layers">Layers that leave rows.</param>
    /// <param name="width">Numbers of a row.</param>
    /// <param name="maxLength">Most tokens of the sequence.</param>
    internal SequenceCache(int layers, int width, int maxLength)
    {
        _layers = [.. Enumerable.Range(0, layers).Select(_ => Array.Empty<float>())];
        _width = width;
        MaxLength = maxLength;
    }

    /// <summary>Tokens whose rows are in every layer.</summary>
    public int Length { get; private set; }

    /// <summary>Most tokens of the sequence: the model's context.</summary>
    public int MaxLength { get; }

    /// <summary>Forgets the tokens from a position on, e.g. drafted ones that were refused.</summary>
    /// <param name="length">0 to <see cref="Length"/>.</param>
    public void TruncateTo(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length);
        Length = length;
    }

    /// <summary>Makes room for the rows of further tokens.</summary>
    internal void Reserve(int tokens)
    {
        var needed = (Length + tokens) * _width;
        for (var layer = 0; layer < _layers.Length; layer++)
        {
            if (_layers[layer].Length < needed)
            {
                Array.Resize(ref _layers[layer], Math.Max(needed, 2 * _layers[layer].Length));
            }
        }
    }

    /// <summary>The row of one token in one layer.</summary>
    internal Span<float> Row(int layer, int position) => _layers[layer].AsSpan(position * _width, _width);

    /// <summary>Counts tokens whose rows have been written in every layer.</summary>
    internal void Advance(int tokens) => Length += tokens;
}
