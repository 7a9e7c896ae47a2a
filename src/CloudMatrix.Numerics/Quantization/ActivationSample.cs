using System.Runtime.InteropServices;

namespace CloudMatrix.Numerics;

/// <summary>Some of the rows that a linear layer was handed: as many as are kept, evenly spaced.</summary>
/// <param name="width">Numbers of a row.</param>
internal sealed class ActivationSample(int width)
{
    /// <summary>Rows that are kept at most.</summary>
    public const int Most = 256;

    private readonly List<float> _numbers = [];

    /// <summary>Rows that are kept.</summary>
    public int Count => _numbers.Count / width;

    /// <summary>The rows [count, width]; until more are added.</summary>
    public ReadOnlySpan<float> Rows => CollectionsMarshal.AsSpan(_numbers);

    /// <summary>Keeps some of these rows, if there is room.</summary>
    public void Add(ReadOnlySpan<float> rows)
    {
        var count = rows.Length / width;
        var kept = Math.Min(count, Most - Count);
        for (var i = 0; i < kept; i++)
        {
            var row = (int)((long)i * count / kept);
            _numbers.AddRange(rows.Slice(row * width, width));
        }
    }

    /// <summary>Forgets all rows, and gives their memory back.</summary>
    public void Clear()
    {
        _numbers.Clear();
        _numbers.TrimExcess();
    }
}
