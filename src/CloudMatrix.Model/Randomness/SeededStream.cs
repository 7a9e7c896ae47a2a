using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace CloudMatrix.Model;

/// <summary>
/// Random numbers that depend on the run's seed, a purpose and an index alone: the same on every machine, and whatever
/// else draws. Pass it by reference; a copy repeats what the original draws.
/// </summary>
/// <remarks>
/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014): a counter and a
/// mixing function. Every state is a valid one.
/// </remarks>
[SuppressMessage("Naming", "CA1711", Justification = "A stream of random numbers is what the field calls it.")]
public struct SeededStream
{
    // 2^64 divided by the golden ratio, odd: successive states are spread evenly.
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _state;

    private SeededStream(ulong state) => _state = state;

    /// <summary>The stream of one purpose.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="purpose">What the numbers are for, e.g. "routing"; each text has its own streams.</param>
    /// <param name="indices">Which of the purpose's streams, e.g. step, layer and rank, outermost first.</param>
    public static SeededStream Derive(ulong seed, string purpose, params ReadOnlySpan<long> indices)
    {
        ArgumentNullException.ThrowIfNull(purpose);
        var state = Mix(Mix(seed + Step) ^ HashOf(purpose));
        foreach (var index in indices)
        {
            state = Mix((state + Step) ^ (ulong)index);
        }

        return new SeededStream(state);
    }

    /// <summary>64 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong NextUInt64()
    {
        _state += Step;
        return Mix(_state);
    }

    /// <summary>A whole number from 0 to <paramref name="bound"/> − 1, each as likely as any other.</summary>
    /// <param name="bound">1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bound is 0.</exception>
    /// <remarks>Source: Lemire, "Fast random integer generation in an interval", ACM TOMACS 29 (2019).</remarks>
    public uint NextBelow(uint bound)
    {
        ArgumentOutOfRangeException.ThrowIfZero(bound);

        // The high word of a product of 32 random bits and the bound; low words below 2^32 mod bound are one too many.
        var product = (NextUInt64() >> 32) * bound;
        if ((uint)product < bound)
        {
            var surplus = (uint)-(int)bound % bound;
            while ((uint)product < surplus)
            {
                product = (NextUInt64() >> 32) * bound;
            }
        }

        return (uint)(product >> 32);
    }

    /// <summary>A number from 0 to below 1, of 53 random bits.</summary>
    public double NextUnitDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number of the normal distribution with mean 0 and standard deviation 1.</summary>
    /// <remarks>
    /// Marsaglia's polar method: u · √(−2 ln s / s) for a random point (u, v) in the unit circle, s = u² + v².
    /// </remarks>
    public double NextNormal()
    {
        while (true)
        {
            var u = (2 * NextUnitDouble()) - 1;
            var v = (2 * NextUnitDouble()) - 1;
            var s = (u * u) + (v * v);
            if (s is > 0 and < 1)
            {
                return u * Math.Sqrt(-2 * Transcendentals.Log(s) / s);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }

    // FNV-1a over UTF-16 code units: string.GetHashCode differs from process to process.
    private static ulong HashOf(string text)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var unit in text)
        {
            hash = (hash ^ unit) * 0x100000001B3;
        }

        return hash;
    }
}
