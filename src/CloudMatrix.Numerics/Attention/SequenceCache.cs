namespace CloudMatrix.Numerics;

/// <summary>
/// What the tokens of one sequence leave in every layer: a row of the normed latent and the rotated key part that all
/// heads share. Rows lie in blocks of a pool.
/// </summary>
public sealed class SequenceCache
{
    private readonly KvBlockPool _pool;
    private readonly int _width;
    private readonly List<float[]> _blocks = [];

    /// <summary>An empty cache.</summary>
    /// <param name="pool">Where blocks come from.</param>
    /// <param name="width">Numbers of a row.</param>
    /// <param name="maxLength">Most tokens of the sequence.</param>
    internal SequenceCache(KvBlockPool pool, int width, int maxLength)
    {
        _pool = pool;
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
        while (_blocks.Count > KvBlockPool.BlocksFor(length))
        {
            _pool.Return(_blocks[^1]);
            _blocks.RemoveAt(_blocks.Count - 1);
        }
    }

    /// <summary>Makes room for the rows of further tokens.</summary>
    internal void Reserve(int tokens)
    {
        while (_blocks.Count < KvBlockPool.BlocksFor(Length + tokens))
        {
            _blocks.Add(_pool.Take());
        }
    }

    /// <summary>The row of one token in one layer.</summary>
    internal Span<float> Row(int layer, int position)
    {
        var (block, place) = Math.DivRem(position, KvBlockPool.TokensPerBlock);
        return _blocks[block].AsSpan(((layer * KvBlockPool.TokensPerBlock) + place) * _width, _width);
    }

    /// <summary>Counts tokens whose rows have been written in every layer.</summary>
    internal void Advance(int tokens) => Length += tokens;
}
