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

        RequireConserved(replay, ledger.Records.Count);
        return ReportOf(replay, new Served(ledger), totals);
    }

    private static ServingReport ReportOf(ReplaySpec replay, Served served, ServingTotals totals) => new()
    {
        MachineName = replay.Service.Options.Machine.Name,
        ModelName = replay.Service.Options.Model.Name,
        TraceFormat = replay.Options.Trace.Format,
        Speed = replay.Speed,
        Seed = replay.Service.Options.Seed,
        Fidelity = replay.Service.Options.Fidelity,
        Router = replay.Service.Options.Router,
        Order = replay.Service.Options.Order,
        Cutting = replay.Service.Options.Cutting,
        CachePlane = replay.Service.Options.Plane,
        Failures = [.. replay.Service.Failures.Select(failure => failure.ToString())],
        Down = replay.Service.Options.Down,
        Npus = replay.Service.Npus,
        RoleChanges = [.. served.Roles.Changes],
        Offered = served.Records.Count,
        Completed = served.Completed.Count,
        Refused = served.Refused.Count,
        RefusedBy = served.RefusedBy,
        Retries = served.Records.Sum(record => record.Retries),
        Seconds = served.Seconds,
        RequestsPerSecond = Over(served.Completed.Count, served.Seconds),
        OutputTokensPerSecond = Over(served.OutputTokens, served.Seconds),
        TokensPerSecondPerNpu = Over(served.Tokens, served.Seconds * replay.Service.Npus),
        NpuHoursPerMillionOutputTokens = CostOf(replay.Service, served),
        TtftMs = Latencies.Of(served.Records.Select(record => record.Ttft).OfType<VirtualDuration>()),
        TpotMs = Latencies.Of(served.Completed.Select(record => record.Tpot).OfType<VirtualDuration>()),
        EndToEndMs = Latencies.Of(served.Completed.Select(record => record.EndToEnd).OfType<VirtualDuration>()),
        Goodput = GoodputOf(replay, served.Records, served.Seconds),
        Prefill = UseOf(replay.Service, totals.Prefill, served.TimeOf(PartKind.Prefill, replay.Service)),
        PrefillLoading = Over(
            totals.Prefill.Loading.TotalSeconds, served.TimeOf(PartKind.Prefill, replay.Service).Up),
        Decode = UseOf(replay.Service, totals.Decode, served.TimeOf(PartKind.Decode, replay.Service)),
        Cache = CacheOf(totals),
        BytesPerPlane = BytesOf(replay.Service, totals),
        SkippedLines = replay.Options.Trace.SkippedLines,
    };

    private static double? CostOf(ServingSpec spec, Served served) => served.OutputTokens == 0
        ? null
        : spec.Npus * served.Seconds / SecondsPerHour / served.OutputTokens * TokensPerMillion;

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

    /// <summary>What became of the requests of a trace.</summary>
    private sealed class Served(RequestLedger ledger)
    {
        public IReadOnlyList<RequestRecord> Records { get; } = ledger.Records;

        public RoleLog Roles { get; } = ledger.Roles;

        public List<RequestRecord> Completed { get; } =
            [.. ledger.Records.Where(record => record.Outcome == ServedAs.Completed)];

        public List<RequestRecord> Refused { get; } =
            [.. ledger.Records.Where(record => record.Outcome != ServedAs.Completed)];

        public ImmutableSortedDictionary<string, int> RefusedBy =>
            Refused.GroupBy(record => JsonNamingPolicy.CamelCase.ConvertName(record.Outcome.ToString()))
                .ToImmutableSortedDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);

        // From the first arrival to the last end.
        public double Seconds { get; } =
            (ledger.Records.Max(record => record.EndedAt!.Value) - ledger.Records[0].ArrivedAt).TotalSeconds;

        public long OutputTokens => Completed.Sum(record => (long)record.Generated);

        public long Tokens => OutputTokens + Completed.Sum(record => (long)record.InputTokens);

        public RoleTime TimeOf(PartKind kind, ServingSpec spec) => RoleTime.Of(
            Roles, kind, kind == PartKind.Prefill ? spec.Options.Prefills : spec.Options.Decodes, Seconds);
    }
}
