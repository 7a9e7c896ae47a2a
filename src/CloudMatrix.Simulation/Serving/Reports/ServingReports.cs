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
    /// <param name="replay">What was served.</param>
    /// <param name="ledger">What became of it.</param>
    /// <param name="totals">What the parts of the service have done.</param>
    /// <exception cref="InvalidOperationException">Some request is still on its way.</exception>
    public static ServingReport Write(ReplaySpec replay, RequestLedger ledger, ServingTotals totals)
    {
        if (ledger.Ended < ledger.Records.Count)
        {
            throw new InvalidOperationException("There is no report before every request has ended.");
        }

        var (spec, records) = (replay.Service, ledger.Records);
        var completed = records.Where(record => record.Outcome == ServedAs.Completed).ToList();
        var refused = records.Where(record => record.Outcome != ServedAs.Completed).ToList();
        RequireConserved(replay, completed.Count + refused.Count);
        var seconds = (records.Max(record => record.EndedAt!.Value) - records[0].ArrivedAt).TotalSeconds;
        var outputTokens = completed.Sum(record => (long)record.Generated);
        var tokens = outputTokens + completed.Sum(record => (long)record.InputTokens);
        var options = spec.Options;
        var prefills = RoleTime.Of(ledger.Roles, PartKind.Prefill, options.Prefills, seconds);
        return new ServingReport
        {
            MachineName = options.Machine.Name,
            ModelName = options.Model.Name,
            TraceFormat = replay.Options.Trace.Format,
            Speed = replay.Speed,
            Seed = options.Seed,
            Fidelity = options.Fidelity,
            Router = options.Router,
            Order = options.Order,
            Cutting = options.Cutting,
            CachePlane = options.Plane,
            Failures = [.. spec.Failures.Select(failure => failure.ToString())],
            Down = options.Down,
            Npus = spec.Npus,
            RoleChanges = [.. ledger.Roles.Changes],
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
            Goodput = GoodputOf(replay, records, seconds),
            Prefill = UseOf(spec, totals.Prefill, prefills),
            PrefillLoading = Over(totals.Prefill.Loading.TotalSeconds, prefills.Up),
            Decode = UseOf(spec, totals.Decode, RoleTime.Of(ledger.Roles, PartKind.Decode, options.Decodes, seconds)),
            Cache = CacheOf(totals),
            BytesPerPlane = BytesOf(spec, totals),
            SkippedLines = replay.Options.Trace.SkippedLines,
        };
    }

    private static void RequireConserved(ReplaySpec replay, int ended)
    {
        if (ended != replay.Arrivals.Length)
        {
            throw new InvariantViolationException(new InvariantViolation(
                "OfferedIsCompletedAndRefused",
                VirtualTime.Zero,
                "the trace",
                $"{replay.Arrivals.Length} requests",
                $"{ended}",
                replay.Service.Options.Seed));
        }
    }

    private static Goodput GoodputOf(ReplaySpec replay, IReadOnlyList<RequestRecord> records, double seconds)
    {
        var slo = replay.Options.Slo;
        var kept = records.Count(slo.IsKept);
        return new Goodput(
            slo.Ttft.TotalMilliseconds,
            slo.Tpot.TotalMilliseconds,
            kept,
            (double)kept / records.Count,
            Over(kept, seconds),
            Over(kept * SecondsPerHour, seconds * replay.Service.Npus));
    }

    private static RoleUse UseOf(ServingSpec spec, PrefillTotals totals, RoleTime time)
    {
        var npus = spec.Prefill.Npus;
        return new RoleUse(
            spec.Options.Prefills,
            time.InstancesAtEnd,
            npus,
            time.Held * npus,
            Over(totals.Busy.TotalSeconds, time.Up),
            totals.NewTokens,
            Over(totals.NewTokens, time.Up * npus),
            totals.Batches,
            Over(totals.NewTokens, totals.Batches),
            totals.KvBlocksMax,
            PrefillHbmAccount.KvBlocks(spec.Prefill));
    }

    private static RoleUse UseOf(ServingSpec spec, DecodeTotals totals, RoleTime time)
    {
        var npus = spec.Decode.Npus;
        return new RoleUse(
            spec.Options.Decodes,
            time.InstancesAtEnd,
            npus,
            time.Held * npus,
            Over(totals.Busy.TotalSeconds, time.Up),
            totals.Tokens,
            Over(totals.Tokens, time.Up * npus),
            totals.Iterations,
            Over(totals.RequestIterations, totals.Iterations),
            totals.KvBlocksMax,
            Enumerable.Range(0, spec.Decode.Dies).Max(die => HbmAccount.KvBlocks(spec.Decode, die)));
    }

    private static CacheUse CacheOf(ServingTotals totals)
    {
        var (cache, pool) = (totals.Cache, totals.Pool);
        return new CacheUse(
            cache.Prompts,
            cache.HitsLostInFlight,
            pool.Tally.Stored,
            pool.Tally.Deduplicated,
            CacheTier.Of(pool.Dram, pool.DramEvictions),
            pool.Ssd is { } ssd ? CacheTier.Of(ssd, pool.SsdEvictions) : null);
    }

    private static PlaneBytes BytesOf(ServingSpec spec, ServingTotals totals)
    {
        var pool = totals.Pool.Tally;
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
