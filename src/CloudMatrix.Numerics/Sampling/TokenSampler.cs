using System.Numerics.Tensors;
using CloudMatrix.Model;

namespace CloudMatrix.Numerics;

/// <summary>
/// Draws tokens for one sequence. What is drawn at a position depends on the seed, the sequence and the position alone:
/// what else is in the batch changes nothing, nor does a drafted token that was refused.
/// </summary>
public sealed class TokenSampler
{
    private const string Purpose = "sampling";

    private readonly SamplingSpec _spec;
    private readonly long _sequence;

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
        _sequence = sequence;
    }

    /// <summary>The token at a position; of equals the lower one comes first.</summary>
    /// <param name="position">In the sequence, from 0.</param>
    /// <param name="logits">Of that position [vocabulary].</param>
    public int Next(int position, ReadOnlySpan<float> logits)
    {
        if (_spec.Temperature == 0)
        {
            return TensorPrimitives.IndexOfMax(logits);
        }

        using var shares = RentedRows<float>.Rent(1, logits.Length);
        TensorPrimitives.Multiply(logits, (float)(1 / _spec.Temperature), shares.All);
        Softmax.Run(shares.All);
        return Draw(position, shares.All);
    }

    // The smallest set of most likely tokens whose shares reach the limit; a point of their sum is a token.
    private int Draw(int position, ReadOnlySpan<float> shares)
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

        var stream = SeededStream.Derive(_spec.Seed, Purpose, _sequence, position);
        var point = stream.NextUnitDouble() * sum;
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
