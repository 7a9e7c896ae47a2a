using System.Numerics.Tensors;
using CloudMatrix.Model;

namespace CloudMatrix.Numerics;

/// <summary>
/// Draws tokens for one sequence, one draw a token, from a stream that depends on the seed and the sequence alone: what
/// else is in the batch changes nothing.
/// </summary>
public sealed class TokenSampler
{
    private const string Purpose = "sampling";

    private readonly SamplingSpec _spec;
    private SeededStream _stream;

    /// <summary>The sampler of one sequence.</summary>
    /// <param name="spec">How to choose.</param>
    /// <param name="sequence">Its number in the run.</param>
    /// <exception cref="ArgumentOutOfRangeException">Temperature or share is out of range.</exception>
    public TokenSampler(SamplingSpec spec, long sequence)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentOutOfRangeException.ThrowIfNegative(spec.Temperature);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(spec.TopP);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(spec.TopP, 1);
        _spec = spec;
        _stream = SeededStream.Derive(spec.Seed, Purpose, sequence);
    }

    /// <summary>The next token; of equals the lower one comes first.</summary>
    /// <param name="logits">[vocabulary].</param>
    public int Next(ReadOnlySpan<float> logits)
    {
        if (_spec.Temperature == 0)
        {
            return TensorPrimitives.IndexOfMax(logits);
        }

        using var shares = RowBuffer.Rent(1, logits.Length);
        TensorPrimitives.Multiply(logits, (float)(1 / _spec.Temperature), shares.All);
        Softmax.Run(shares.All);
        return Draw(shares.All);
    }

    // The smallest set of most likely tokens whose shares reach the limit; a point of their sum is a token.
    private int Draw(ReadOnlySpan<float> shares)
    {
        var shareOf = shares.ToArray();
        int[] order = [.. Enumerable.Range(0, shares.Length)];
        Array.Sort(order, (left, right) => shareOf[left] == shareOf[right]
            ? left.CompareTo(right)
            : shareOf[right].CompareTo(shareOf[left]));
        var (count, sum) = (0, 0.0);
        while (count < order.Length && (count == 0 || sum < _spec.TopP))
        {
            sum += shares[order[count++]];
        }

        var point = _stream.NextUnitDouble() * sum;
        for (var i = 0; i < count; i++)
        {
            point -= shares[order[i]];
            if (point < 0)
            {
                return order[i];
            }
        }

        return order[count - 1];
    }
}
