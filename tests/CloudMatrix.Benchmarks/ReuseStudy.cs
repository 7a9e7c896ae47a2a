using System.Collections.Immutable;
using CloudMatrix.Costs;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Benchmarks;

/// <summary>
/// What cached prefixes bring to full prefill batches of DeepSeek-R1 on the paper's instance: prompts a second, and the
/// time to the first token.
/// </summary>
internal static class ReuseStudy
{
    private const int Prompt = 4096;
    private const int BatchTokens = 16_384;

    private static readonly double[] Shares = [0, 0.125, 0.25, 0.5, 0.75, 0.9];

    /// <summary>Prints a table: a row for each share of a prompt that is cached.</summary>
    public static void Run(TextWriter output)
    {
        var spec = PrefillSpecReader.Read(new PrefillOptions { Prompt = Prompt });
        using var times = new PrefillMemo(spec);
        var none = Measure(spec, times, (CachePlane.None, 0));
        output.WriteLine(
            "| cached, % | network | computing, ms | loading, ms | prompt tokens/s an NPU | times no cache | TTFT |\n"
            + "| --- | --- | --- | --- | --- | --- | --- |");
        Print(output, none, none);
        foreach (var share in Shares.Where(share => share > 0))
        {
            Print(output, Measure(spec, times, (CachePlane.ScaleUp, share)), none);
            Print(output, Measure(spec, times, (CachePlane.FrontEnd, share)), none);
        }
    }

    private static Measured Measure(PrefillSpec spec, PrefillMemo times, (CachePlane Plane, double Share) cache)
    {
        var cached = (int)(Prompt * cache.Share);
        var count = BatchTokens * spec.Npus / Prompt;
        var sequences = Enumerable.Repeat(new PrefillSequence(Prompt - cached, cached), count).ToImmutableArray();
        var size = new Bytes(ContextShape.Of(spec.Model, Prompt).BytesPerToken.Count * cached * count);
        var loading = cached == 0
            ? VirtualDuration.Zero
            : PrefixLoadCost.LoadTime(spec.Machine, cache.Plane, spec.Dies, size);
        var computing = times.TimeOf(sequences);
        return new Measured(cache, computing, loading)
        {
            TokensPerSecond = BatchTokens / (computing + loading).TotalSeconds,
        };
    }

    private static void Print(TextWriter output, Measured row, Measured none) => output.WriteLine(
        $"| {row.Cache.Share * 100:0.#} | {row.Cache.Plane} | {row.Computing.TotalMilliseconds:N0} | "
        + $"{row.Loading.TotalMilliseconds:N1} | {row.TokensPerSecond:N0} | "
        + $"{row.TokensPerSecond / none.TokensPerSecond:N2} | {row.Ttft / none.Ttft:N2} |");

    private sealed record Measured(
        (CachePlane Plane, double Share) Cache, VirtualDuration Computing, VirtualDuration Loading)
    {
        public required double TokensPerSecond { get; init; }

        // All prompts of a batch have their first token at its end; they begin together.
        public double Ttft => (Computing + Loading).TotalSeconds;
    }
}
