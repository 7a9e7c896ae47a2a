namespace CloudMatrix.Simulation;

/// <summary>A configuration and what it does.</summary>
/// <param name="Candidate">The configuration.</param>
/// <param name="Refusal">Why it cannot be; null where it can.</param>
public sealed record PlanRow(PlanCandidate Candidate, string? Refusal)
{
    /// <summary>NPUs of all its instances.</summary>
    public int Npus => Candidate.Npus;

    /// <summary>Share of requests served as promised, 0 to 1.</summary>
    public double GoodputShare { get; init; }

    /// <summary>Requests served as promised, a second.</summary>
    public double GoodputPerSecond { get; init; }

    /// <summary>Requests served as promised in an hour, for each NPU.</summary>
    public double GoodputPerHourPerNpu { get; init; }

    /// <summary>Requests that were refused.</summary>
    public int Refused { get; init; }

    /// <summary>Time to the first token: 99 of a hundred requests have no more, in milliseconds.</summary>
    public double? TtftP99Ms { get; init; }

    /// <summary>Time per token after it: 99 of a hundred requests have no more, in milliseconds.</summary>
    public double? TpotP99Ms { get; init; }

    /// <summary>Generated tokens a second.</summary>
    public double OutputTokensPerSecond { get; init; }

    /// <summary>NPU hours for a million generated tokens.</summary>
    public double? NpuHoursPerMillionOutputTokens { get; init; }

    /// <summary>How busy prefill was, 0 to 1.</summary>
    public double PrefillUtilization { get; init; }

    /// <summary>How busy decode was, 0 to 1.</summary>
    public double DecodeUtilization { get; init; }

    /// <summary>What a report says of a configuration.</summary>
    public static PlanRow Of(PlanCandidate candidate, ServingReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new PlanRow(candidate, Refusal: null)
        {
            GoodputShare = report.Goodput.Share,
            GoodputPerSecond = report.Goodput.RequestsPerSecond,
            GoodputPerHourPerNpu = report.Goodput.RequestsPerHourPerNpu,
            Refused = report.Refused,
            TtftP99Ms = report.TtftMs?.P99,
            TpotP99Ms = report.TpotMs?.P99,
            OutputTokensPerSecond = report.OutputTokensPerSecond,
            NpuHoursPerMillionOutputTokens = report.NpuHoursPerMillionOutputTokens,
            PrefillUtilization = report.Prefill.Utilization,
            DecodeUtilization = report.Decode.Utilization,
        };
    }
}
