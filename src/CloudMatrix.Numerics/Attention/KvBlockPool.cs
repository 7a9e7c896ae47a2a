namespace CloudMatrix.Numerics;

/// <summary>
/// The blocks that sequences keep their context in: each has room for <see cref="TokensPerBlock"/> tokens' rows in all
/// layers. Memory is taken when a block is first used, and kept for the next sequence.
/// </summary>
/// <remarks>Not for several threads: a die has its own.</remarks>
public sealed class KvBlockPool
{
    /// <summary>Tokens of a block: the least of the paper's 128 to 512 (arXiv:2506.12708 §4.4.2).</summary>
    public const int TokensPerBlock = 128;

    private readonly int _floatsPerBlock;
    private readonly Stack<float[]> _free = [];

    /// <summary>A pool of which nothing is used.</summary>
    /// <param name="layers">Layers whose rows a block holds.</param>
    /// <param name="width">Numbers of a row.</param>
    /// <param name="capacity">Blocks that may be used at a time, 0 or more.</param>
    internal KvBlockPool(int layers, int width, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        _floatsPerBlock = checked(layers * TokensPerBlock * width);
        Capacity = capacity;
    }

    /// <summary>Blocks that may be used at a time.</summary>
    public int Capacity { get; }

    /// <summary>Blocks that hold rows of some sequence.</summary>
    public int Used { get; private set; }

    /// <summary>Blocks that can still be taken.</summary>
    public int Free => Capacity - Used;

    /// <summary>Blocks that so many tokens of one sequence need.</summary>
    public static int BlocksFor(int tokens) => (tokens + TokensPerBlock - 1) / TokensPerBlock;

    /// <summary>Takes a block; what it holds is whatever was there.</summary>
    /// <exception cref="InvalidOperationException">All are used: one sequence too many was admitted.</exception>
    internal float[] Take()
    {
        if (Free == 0)
        {
            throw new InvalidOperationException($"All {Capacity} KV blocks are used.");
        }

        Used++;
        return _free.TryPop(out var block) ? block : new float[_floatsPerBlock];
    }

    /// <summary>Gives a block back.</summary>
    internal void Return(float[] block)
    {
        Used--;
        _free.Push(block);
    }
}
