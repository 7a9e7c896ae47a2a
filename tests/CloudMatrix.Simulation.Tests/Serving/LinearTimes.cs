using System.Collections.Immutable;
using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests;

/// <summary>Times that one can work out in one's head, so that tests of serving look at serving alone.</summary>
internal sealed class LinearTimes : IPrefillTimes, IDecodeTimes, IServingTimes
{
    private const int Fabrics = 8;

    public ImmutableArray<IPrefillTimes> Prefill => [.. Enumerable.Repeat(this, Fabrics)];

    public ImmutableArray<IDecodeTimes> Decode => [.. Enumerable.Repeat(this, Fabrics)];

    /// <summary>10 µs a new token.</summary>
    public VirtualDuration TimeOf(ImmutableArray<PrefillSequence> sequences) =>
        VirtualDuration.FromMicroseconds(10) * sequences.Sum(sequence => (long)sequence.NewTokens);

    /// <summary>10 ms, and 1 µs for each 1,000 tokens of context on the fullest die.</summary>
    public VirtualDuration StepOf(DecodeLoad load)
    {
        var fullest = 0L;
        foreach (var tokens in load.KvTokens)
        {
            fullest = Math.Max(fullest, tokens);
        }

        return VirtualDuration.FromMilliseconds(10) + new VirtualDuration(fullest * 1_000);
    }

    public void Dispose()
    {
    }
}
