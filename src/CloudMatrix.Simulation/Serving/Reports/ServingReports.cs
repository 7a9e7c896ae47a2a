using System.Collections.Immutable;
using System.Text.Json;
using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>Writes the report of a served trace from what its parts have counted: one place for every engine.</summary>
internal static class ServingReports
{
    private const double SecondsPerHour = 3600;
    private const double TokensPerMillion = 1e6;

    /// <summary>The report of a trace whose requests have all ended.</summary>
    public static ServingReport Write(ServingSpec spec, ServingParts parts)
    {
        var records = parts.Ledger.Records;
        var completed = records.Where(record => record.Outcome == ServedAs.Completed).ToList();
        var refused = records.Where(record => record.Outcome != ServedAs.Completed).ToList();
        RequireConserved(spec, records, completed.Count + refused.Count);
        var seconds = (records.Max(record => record.EndedAt!.Value) - records[0].ArrivedAt).TotalSeconds;
        var outputTokens = completed.Sum(record => (long)record.Generated);
        var tokens = outputTokens + completed.Sum(record => (long)record.InputTokens);
        var prefill = parts.Prefills.Aggregate(default(PrefillTotals), (sum, core) => sum + core.Totals);
        var decode = parts.Decodes.Aggregate(default(DecodeTotals), (sum, core) => sum + core.Totals);
        var options = spec.Options;
        return new ServingReport
        {
            MachineName = options.Machine.Name,
            ModelName = options.Model.Name,
            TraceFormat = options.Trace.Format,
            Speed = spec.Speed,
            Seed = options.Seed,
            Fidelity = options.Fidelity,
            Router = options.Router,
            Order = options.Order,
            Cutting = options.Cutting,
            CachePlane = options.Plane,
            Failures = [.. spec.Failures.Select(failure => failure.ToString())],
            Down = options.Down,
            Npus = spec.Npus,
            Offered = records.Count,
            Completed = completed.Count,
            Refused = refused.Count,
            RefusedBy = refused.GroupBy(record => JsonNamingPolicy.CamelCase.ConvertName(record.Outcome.ToString()))
                .ToImmutableSortedDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal),
            Retries = records.Sum(record => record.Retries),
            Seconds = seconds,
            RequestsPerSecond = Over(completed.Count, seconds),
            OutputTokensPerSecond = Over(outputTokens, seconds),
            TokensPerSecondPerNpu = Over(tokens, seconds * spec.Npus),
            NpuHoursPerMillionOutputTokens = outputTokens == 0
                ? null
                : spec.Npus * seconds / SecondsPerHour / outputTokens * TokensPerMillion,
            TtftMs = Latencies.Of(records.Select(record => record.Ttft).OfType<VirtualDuration>()),
            TpotMs = Latencies.Of(completed.Select(record => record.Tpot).OfType<VirtualDuration>()),
            EndToEndMs = Latencies.Of(completed.Select(record => record.EndToEnd).OfType<VirtualDuration>()),
            Goodput = GoodputOf(spec, records, seconds),
            Prefill = UseOf(spec, prefill, seconds),
            PrefillLoading = Over(prefill.Loading.TotalSeconds, seconds * options.Prefills),
            Decode = UseOf(spec, decode, seconds),
            Cache = CacheOf(parts.Cache),
            BytesPerPlane = BytesOf(spec, parts.Cache.Pool.Tally, (prefill, decode)),
            SkippedLines = options.Trace.SkippedLines,
        };
    }

    private static void RequireConserved(ServingSpec spec, IReadOnlyList<RequestRecord> records, int ended)
    {
        if (ended != spec.Arrivals.Length || records.Any(record => record.Outcome == ServedAs.Pending))
        {
            throw new InvariantViolationException(new InvariantViolation(
                "OfferedIsCompletedAndRefused",
                VirtualTime.Zero,
                "the trace",
                $"{spec.Arrivals.Length} requests",
                $"{ended}",
                spec.Options.Seed));
        }
    }

    private static Goodput GoodputOf(ServingSpec spec, IReadOnlyList<RequestRecord> records, double seconds)
    {
        var slo = spec.Options.Slo;
        var kept = records.Count(slo.IsKept);
        return new Goodput(
            slo.Ttft.TotalMilliseconds,
            slo.Tpot.TotalMilliseconds,
            kept,
            (double)kept / records.Count,
            Over(kept, seconds),
            Over(kept * SecondsPerHour, seconds * spec.Npus));
    }

    private static RoleUse UseOf(ServingSpec spec, PrefillTotals totals, double seconds)
    {
        var (instances, npus) = (spec.Options.Prefills, spec.Prefill.Npus);
        return new RoleUse(
            instances,
            npus,
            Over(totals.Busy.TotalSeconds, seconds * instances),
            totals.NewTokens,
            Over(totals.NewTokens, seconds * instances * npus),
            totals.Batches,
            Over(totals.NewTokens, totals.Batches),
            totals.KvBlocksMax,
            PrefillHbmAccount.KvBlocks(spec.Prefill));
    }

    private static RoleUse UseOf(ServingSpec spec, DecodeTotals totals, double seconds)
    {
        var (instances, npus) = (spec.Options.Decodes, spec.Decode.Npus);
        return new RoleUse(
            instances,
            npus,
            Over(totals.Busy.TotalSeconds, seconds * instances),
            totals.Tokens,
            Over(totals.Tokens, seconds * instances * npus),
            totals.Iterations,
            Over(totals.RequestIterations, totals.Iterations),
            totals.KvBlocksMax,
            Enumerable.Range(0, spec.Decode.Dies).Max(die => HbmAccount.KvBlocks(spec.Decode, die)));
    }

    private static CacheUse CacheOf(CacheCore cache)
    {
        var (pool, tally) = (cache.Pool, cache.Pool.Tally);
        return new CacheUse(
            cache.Counts,
            cache.HitsLostInFlight,
            tally.Stored,
            tally.Deduplicated,
            CacheTier.Of(pool.Dram, pool.Cores.Sum(core => core.DramEvictions)),
            pool.Ssd is { } ssd ? CacheTier.Of(ssd, pool.Cores.Sum(core => core.SsdEvictions)) : null);
    }

    private static PlaneBytes BytesOf(
        ServingSpec spec, CpuTally pool, (PrefillTotals Prefill, DecodeTotals Decode) totals)
    {
        var cached = (pool.Read + pool.Written).Count;
        var volumes = (pool.SsdRead + pool.SsdWritten).Count;
        var isFrontEnd = spec.Options.Plane == CachePlane.FrontEnd;
        return new PlaneBytes(
            ExpertRowBytes.Of(spec.Prefill, totals.Prefill.NewTokens)
                + ExpertRowBytes.Of(spec.Decode, totals.Decode.RequestIterations),
            isFrontEnd ? 0 : cached,
            totals.Prefill.HandedOver.Count,
            volumes + (isFrontEnd ? cached : 0));
    }

    private static double Over(double amount, double by) => by > 0 ? amount / by : 0;
}
