using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CloudMatrix.Costs;

namespace CloudMatrix.Simulation;

/// <summary>What a trace's prompts found in the context cache, and what that moved.</summary>
public sealed record CacheReport
{
    /// <summary>The machine.</summary>
    public required string MachineName { get; init; }

    /// <summary>The model.</summary>
    public required string ModelName { get; init; }

    /// <summary>What the trace's file looks like.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<TraceFormat>))]
    public required TraceFormat TraceFormat { get; init; }

    /// <summary>Whether the trace says what its prompts share; where it does not, nothing can be found.</summary>
    public required bool NamesBlocks { get; init; }

    /// <summary>Requests.</summary>
    public required int Requests { get; init; }

    /// <summary>Lines of the trace that were skipped, and why.</summary>
    public required ImmutableArray<string> SkippedLines { get; init; }

    /// <summary>The network between NPUs and the pool.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<CachePlane>))]
    public required CachePlane Plane { get; init; }

    /// <summary>CPUs of the pool.</summary>
    public required int Cpus { get; init; }

    /// <summary>Tokens of a block.</summary>
    public required int BlockTokens { get; init; }

    /// <summary>Bytes of a full block.</summary>
    public required long BlockBytes { get; init; }

    /// <summary>What was asked for, and found.</summary>
    public required CacheCounts Prompts { get; init; }

    /// <summary>Blocks taken in.</summary>
    public required long Stored { get; init; }

    /// <summary>Blocks that were held already, beyond a gap in their prompt's prefix: kept once.</summary>
    public required long Deduplicated { get; init; }

    /// <summary>Blocks too large for their CPU's memory, or its part of the quota.</summary>
    public required long Refused { get; init; }

    /// <summary>Bytes moved.</summary>
    public required CacheTraffic TrafficBytes { get; init; }

    /// <summary>The CPUs' memory at the end.</summary>
    public required CacheTier Dram { get; init; }

    /// <summary>The volumes at the end; null where there are none.</summary>
    public required CacheTier? Ssd { get; init; }

    /// <summary>How even the CPUs' parts are.</summary>
    public required CacheBalance Balance { get; init; }

    /// <summary>The report of a replay that has ended.</summary>
    internal static CacheReport Of(CacheOptions options, MemoryPool pool, ContextShape shape, CacheCounts prompts)
    {
        var tally = pool.Tally;
        return new CacheReport
        {
            MachineName = options.Machine.Name,
            ModelName = options.Model.Name,
            TraceFormat = options.Trace.Format,
            NamesBlocks = options.Trace.BlockTokens is not null,
            Requests = options.Trace.Requests.Length,
            SkippedLines = options.Trace.SkippedLines,
            Plane = options.Plane,
            Cpus = pool.Spec.Cpus,
            BlockTokens = shape.BlockTokens,
            BlockBytes = (shape.BytesPerToken * shape.BlockTokens).Count,
            Prompts = prompts,
            Stored = tally.Stored,
            Deduplicated = tally.Deduplicated,
            Refused = tally.Refused,
            TrafficBytes = new CacheTraffic(
                tally.Read.Count, tally.Written.Count, tally.SsdRead.Count, tally.SsdWritten.Count),
            Dram = CacheTier.Of(pool.Dram, pool.Cores.Sum(core => core.DramEvictions)),
            Ssd = pool.Ssd is { } ssd ? CacheTier.Of(ssd, pool.Cores.Sum(core => core.SsdEvictions)) : null,
            Balance = CacheBalance.Of(pool),
        };
    }
}
