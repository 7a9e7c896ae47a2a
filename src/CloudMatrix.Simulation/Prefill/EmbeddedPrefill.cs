using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>Runs a prefill batch in this process: routes every token of every layer, then runs the schedule.</summary>
/// <example>
/// <code>
/// var spec = PrefillSpecReader.Read(new PrefillOptions { Prompt = 8192 });
/// Console.WriteLine(EmbeddedPrefill.Run(spec).Report.TokensPerSecondPerNpu);
/// </code>
/// </example>
public static class EmbeddedPrefill
{
    /// <summary>Runs the batch.</summary>
    /// <param name="spec">What to run.</param>
    /// <param name="watched">Dies whose timeline is recorded, none of them twice.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// There is nothing to compute, or a watched die is not one of the instance.
    /// </exception>
    /// <exception cref="InvariantViolationException">Something that must always hold did not.</exception>
    public static PrefillOutcome Run(PrefillSpec spec, params IEnumerable<RankId> watched)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(watched);
        ArgumentOutOfRangeException.ThrowIfZero(spec.NewTokens, nameof(spec));
        var timelines = new SortedDictionary<int, List<PrefillSpan>>();
        foreach (var rank in watched)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(rank.Index, nameof(watched));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rank.Index, spec.Dies, nameof(watched));
            timelines.Add(rank.Index, []);
        }

        using var phases = ParallelPhases.ForShards(spec.Model.MoeLayers);
        var microbatches = PrefillRouting.Build(spec, phases).Route(spec, spec.Seed);
        var core = new PrefillCore(spec, microbatches, timelines);
        var end = core.Run();
        return new PrefillOutcome(
            PrefillReports.Write(spec, core.Tally, end - VirtualTime.Zero),
            [.. timelines.Values.SelectMany(spans => spans)],
            phases.Workers);
    }
}
