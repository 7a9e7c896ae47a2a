using System.Numerics.Tensors;

namespace CloudMatrix.Numerics;

/// <summary>How far this implementation is from the reference, added up over what was compared.</summary>
internal sealed class Comparison
{
    private double _klSum;
    private long _rows;

    /// <summary>Logits that were compared.</summary>
    public long Logits { get; private set; }

    /// <summary>Logits of ours that are no finite number.</summary>
    public long NotFinite { get; private set; }

    /// <summary>Largest difference of two finite logits.</summary>
    public double MaxLogitError { get; private set; }

    /// <summary>Rows of logits with the same best token.</summary>
    public long SameBest { get; private set; }

    /// <summary>Choices of experts that were compared.</summary>
    public long Choices { get; private set; }

    /// <summary>Choices that the reference did not make for the token.</summary>
    public long ChoiceMismatches { get; private set; }

    /// <summary>Largest difference of the gate weights of an expert that both chose.</summary>
    public double MaxWeightError { get; private set; }

    /// <summary>Continued tokens that were compared.</summary>
    public long Continued { get; private set; }

    /// <summary>Continued tokens that differ.</summary>
    public long ContinuedMismatches { get; private set; }

    /// <summary>Share of rows of logits with the same best token.</summary>
    public double Top1Agreement => SameBest / (double)_rows;

    /// <summary>Mean over rows of Σ_t p[t] · ln(p[t] / q[t]), p being the reference's softmax and q ours.</summary>
    public double MeanKl => _klSum / _rows;

    /// <summary>Compares the logits of one token.</summary>
    public void AddLogits(ReadOnlySpan<float> ours, ReadOnlySpan<float> reference)
    {
        for (var i = 0; i < ours.Length; i++)
        {
            var error = Math.Abs((double)ours[i] - reference[i]);
            NotFinite += double.IsFinite(error) ? 0 : 1;
            MaxLogitError = double.IsFinite(error) ? Math.Max(MaxLogitError, error) : MaxLogitError;
        }

        Logits += ours.Length;
        _rows++;
        SameBest += TensorPrimitives.IndexOfMax(ours) == TensorPrimitives.IndexOfMax(reference) ? 1 : 0;
        _klSum += KullbackLeibler(reference, ours);
    }

    /// <summary>Compares what the gate chose for one token, in any order.</summary>
    public void AddChoices(
        ReadOnlySpan<ExpertChoice> ours, ReadOnlySpan<long> experts, ReadOnlySpan<float> weights)
    {
        foreach (var (expert, weight) in ours)
        {
            var place = experts.IndexOf(expert.Index);
            Choices++;
            ChoiceMismatches += place < 0 ? 1 : 0;
            MaxWeightError = place < 0
                ? MaxWeightError
                : Math.Max(MaxWeightError, Math.Abs((double)weight - weights[place]));
        }
    }

    /// <summary>Compares one token of a continuation.</summary>
    public void AddContinued(int ours, int reference)
    {
        Continued++;
        ContinuedMismatches += ours == reference ? 0 : 1;
    }

    private static double KullbackLeibler(ReadOnlySpan<float> reference, ReadOnlySpan<float> ours)
    {
        var (p, q) = (LogSumOf(reference), LogSumOf(ours));
        var sum = 0.0;
        for (var i = 0; i < reference.Length; i++)
        {
            sum += Math.Exp(reference[i] - p) * (reference[i] - p - (ours[i] - q));
        }

        // Rounding may leave a little less than nothing.
        return double.IsFinite(sum) ? Math.Max(sum, 0) : 0;
    }

    private static double LogSumOf(ReadOnlySpan<float> logits)
    {
        var best = TensorPrimitives.Max(logits);
        var sum = 0.0;
        foreach (var logit in logits)
        {
            sum += Math.Exp(logit - best);
        }

        return best + Math.Log(sum);
    }
}
