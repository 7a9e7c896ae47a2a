using System.Collections.Immutable;
using CloudMatrix.Costs;
using CloudMatrix.Model;
using CloudMatrix.Simulation;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace CloudMatrix.Benchmarks;

/// <summary>
/// Iteration times of DeepSeek-R1 on the paper's instances: what filling the memos costs, what a look-up costs, and how
/// far an answer is from the batch or step in full.
/// </summary>
internal static class MemoStudy
{
    private const int FullBatches = 100;
    private const int FullSteps = 24;
    private const int Steps = 200_000;
    private const int LoadCount = 2000;

    /// <summary>Prints tables of both memos.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="trace">Its requests become batches and loads.</param>
    public static void Run(TextWriter output, Trace trace)
    {
        var prompts = Prompts(trace);
        var prefill = PrefillSpecReader.Read(new PrefillOptions());
        var decode = DecodeSpecReader.Read(new DecodeOptions());
        ImmutableArray<ImmutableArray<PrefillSequence>> single = [.. prompts.Select(ImmutableArray.Create)];
        ImmutableArray<ImmutableArray<PrefillSequence>> packed =
            [.. prompts.Chunk(4).Select(ImmutableArray.Create)];
        ImmutableArray<int> contexts =
            [.. trace.Requests.Select(request => request.InputTokens + (request.OutputTokens / 2))];
        output.WriteLine(
            "| asked for | points | build, ms | fill, ms | a look-up, us | mean error, % | worst, % |\n"
            + "|---|---|---|---|---|---|---|");

        // The first memo of either kind pays for the compiler too.
        foreach (var round in new[] { "cold", "warm" })
        {
            Report(output, $"{round}: each prompt a batch", Prefill(prefill, single));
            Report(output, $"{round}: four prompts a batch", Prefill(prefill, packed));
            Report(output, $"{round}: 1 to 64 requests", Decode(decode, contexts, (1, 64)));
            Report(output, $"{round}: 65 to 3,000 requests", Decode(decode, contexts, (65, 3000)));
        }

        PrintBatches(output, prefill);
        PrintCut(output, prefill);
        PrintSteps(output, decode);
    }

    // What a cache without limits would have of each prompt: the blocks that one before it had.
    private static ImmutableArray<PrefillSequence> Prompts(Trace trace)
    {
        var seen = new HashSet<long>();
        var prompts = ImmutableArray.CreateBuilder<PrefillSequence>();
        foreach (var request in trace.Requests)
        {
            var hits = request.Blocks.TakeWhile(seen.Contains).Count();
            var cached = Math.Min(hits * Trace.MooncakeBlockTokens, request.InputTokens - 1);
            prompts.Add(new PrefillSequence(request.InputTokens - cached, cached));
            seen.UnionWith(request.Blocks);
        }

        return prompts.ToImmutable();
    }

    private static Measured Prefill(PrefillSpec spec, ImmutableArray<ImmutableArray<PrefillSequence>> batches)
    {
        var (build, memo) = Timed(() => new PrefillMemo(spec));
        using (memo)
        {
            var first = Timed(() => batches.Sum(batch => memo.TimeOf(batch).TotalSeconds)).Ms;
            var again = Timed(() => batches.Sum(batch => memo.TimeOf(batch).TotalSeconds)).Ms;
            var estimator = new PrefillEstimator(spec);
            var errors = batches.Where((_, i) => i % Math.Max(1, batches.Length / FullBatches) == 0)
                .Select(batch => Error(memo.TimeOf(batch), estimator.TimeOf(batch)));
            return new Measured(memo.Filled, build, first - again, again * 1e3 / batches.Length, [.. errors]);
        }
    }

    private static Measured Decode(DecodeSpec spec, ImmutableArray<int> contexts, (int First, int Last) requests)
    {
        var loads = Loads(spec.Dies, contexts, requests);
        var (build, memo) = Timed(() => new DecodeStepMemo(spec));
        using (memo)
        {
            var fill = Timed(() => loads.Sum(load => memo.StepOf(load.Load).TotalSeconds)).Ms;
            var again = Timed(() =>
            {
                for (var step = 0; step < Steps; step++)
                {
                    memo.StepOf(loads[step % loads.Count].Load);
                }

                return Steps;
            }).Ms;
            using var steps = new FullDecodeSteps(spec, loads.Max(load => load.Load.Requests.ToArray().Max()));
            var errors = loads.Where((_, i) => i % (loads.Count / FullSteps) == 0)
                .Select(load => Error(memo.StepOf(load.Load), steps.StepOf(load.Load)));
            return new Measured(memo.Filled.Entries, build, fill, again * 1e3 / Steps, [.. errors]);
        }
    }

    // Requests enter where there are the fewest, as many as there may be, and as the trace has them.
    private static List<DieLoads> Loads(int dies, ImmutableArray<int> contexts, (int First, int Last) requests)
    {
        var loads = new List<DieLoads>();
        var next = 0;
        for (var i = 0; i < LoadCount; i++)
        {
            var load = new DieLoads(new int[dies], new long[dies]);
            var count = requests.First + ((long)(requests.Last - requests.First) * i / (LoadCount - 1));
            for (var request = 0; request < count; request++)
            {
                load.Requests[request % dies]++;
                load.KvTokens[request % dies] += contexts[next++ % contexts.Length];
            }

            loads.Add(load);
        }

        return loads;
    }

    private static void PrintBatches(TextWriter output, PrefillSpec spec)
    {
        using var memo = new PrefillMemo(spec);
        using var full = new FullPrefill(spec);
        output.WriteLine(
            "\n| prompt, tokens | drawn, ms | memo, ms | half cached: drawn, ms | memo, ms |\n|---|---|---|---|---|");
        foreach (var tokens in new[] { 512, 4096, 16_384, 65_536, 126_000 })
        {
            ImmutableArray<PrefillSequence> whole = [new(tokens, 0)];
            ImmutableArray<PrefillSequence> half = [new(tokens / 2, tokens / 2)];
            output.WriteLine(
                $"| {tokens:N0} | {Ms(full.TimeOf(whole))} | {Ms(memo.TimeOf(whole))} "
                + $"| {Ms(full.TimeOf(half))} | {Ms(memo.TimeOf(half))} |");
        }
    }

    // A token less in the first prompt moves the cut between microbatches into the second.
    private static void PrintCut(TextWriter output, PrefillSpec spec)
    {
        var estimator = new PrefillEstimator(spec);
        var prompt = new PrefillSequence(1000, 100_000);
        output.WriteLine(
            $"\ntwo prompts of 1,000 tokens after 100,000 cached ones: {Ms(estimator.TimeOf([prompt, prompt]))} ms; "
            + $"one token less: {Ms(estimator.TimeOf([prompt with { NewTokens = 999 }, prompt]))} ms");
    }

    private static void PrintSteps(TextWriter output, DecodeSpec spec)
    {
        using var memo = new DecodeStepMemo(spec);
        using var full = new FullDecodeSteps(spec, 48);
        output.WriteLine("\n| requests, 4,096 tokens each | step, ms | memo, ms | point |\n|---|---|---|---|");
        foreach (var requests in new[] { 1, 8, 64, 320, 960, 1280, 3072, 15_360 })
        {
            var load = Loads(spec.Dies, [4096], (requests, requests))[0];
            var point = memo.PointOf(load.Load);
            output.WriteLine(
                $"| {requests:N0} | {Ms(full.StepOf(load.Load))} | {Ms(memo.StepOf(load.Load))} "
                + $"| {point.Microbatches} microbatches, {point.AttentionCores} cores attend |");
        }
    }

    private static void Report(TextWriter output, string asked, Measured measured) => output.WriteLine(
        $"| {asked} | {measured.Points} | {measured.BuildMs:F0} | {measured.FillMs:F0} | {measured.LookUpUs:F2} "
        + $"| {measured.Errors.Average(Math.Abs) * 100:F3} | {measured.Errors.Max(Math.Abs) * 100:F3} |");

    private static (double Ms, T Result) Timed<T>(Func<T> work)
    {
        var start = Stopwatch.GetTimestamp();
        var result = work();
        return (Stopwatch.GetElapsedTime(start).TotalMilliseconds, result);
    }

    private static double Error(VirtualDuration fast, VirtualDuration full) =>
        (fast.TotalSeconds / full.TotalSeconds) - 1;

    private static string Ms(VirtualDuration time) => $"{time.TotalMilliseconds:F2}";

    private sealed record Measured(
        int Points, double BuildMs, double FillMs, double LookUpUs, ImmutableArray<double> Errors);

    private sealed record DieLoads(int[] Requests, long[] KvTokens)
    {
        public DecodeLoad Load => new(Requests, KvTokens);
    }
}
