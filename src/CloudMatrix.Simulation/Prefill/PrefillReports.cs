using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>Writes the report of a batch from what its dies counted.</summary>
internal static class PrefillReports
{
    /// <summary>The report of a batch that has ended.</summary>
    /// <param name="spec">What was run.</param>
    /// <param name="tally">The counts of all dies.</param>
    /// <param name="elapsed">Virtual time of the batch.</param>
    public static PrefillReport Write(PrefillSpec spec, PrefillTally tally, VirtualDuration elapsed) => new()
    {
        MachineName = spec.Machine.Name,
        ModelName = spec.Model.Name,
        Seed = spec.Seed,
        Dies = spec.Dies,
        ExpertShards = spec.Slots.Slots + (spec.Model.SharedExperts > 0 ? spec.Dies : 0),
        BatchTokensPerNpu = (double)spec.NewTokens / spec.Npus,
        Prompts = spec.Sequences.Length,
        NewTokens = spec.NewTokens,
        CachedTokens = spec.CachedTokens,
        Microbatches = spec.Microbatches,
        Routing = spec.Routing.ToString(),
        Balancer = spec.Balancer == BalancerView.Current ? "current" : "outdated",
        Down = spec.Fabric.Down,
        BatchMs = elapsed.TotalMilliseconds,
        TokensPerSecondPerNpu = spec.NewTokens / elapsed.TotalSeconds / spec.Npus,
        TokensPerSecondPerTflops = spec.NewTokens / elapsed.TotalSeconds / Tflops(spec),
        LayerUs = tally.MoeLayers.TotalMicroseconds / spec.Model.MoeLayers,
        StagesUs = Stages(spec, tally),
        StreamShares = Streams(spec, tally, elapsed),
        TokensDispatched = tally.RowsDispatched,
        TokensCombined = tally.RowsCombined,
        ExpertLoad = new ExpertLoad(
            tally.SlotRowsMax, tally.RowsDispatched / ((double)tally.Exchanges * spec.Slots.Slots)),
        HottestDieOverMean = tally.HottestShares / tally.Exchanges * spec.Dies,
        HbmBytesPerDie = PrefillHbmAccount.Of(spec),
        BytesOverUb = tally.BusBytes,
    };

    private static double Tflops(PrefillSpec spec) => spec.Machine.Die.Int8Peak.Value / 1e12 * spec.Dies;

    private static PrefillStageTimes Stages(PrefillSpec spec, PrefillTally tally)
    {
        return new PrefillStageTimes(
            Mean(PrefillStage.DownProjection),
            Mean(PrefillStage.Gather),
            Mean(PrefillStage.UpProjection),
            Mean(PrefillStage.Attention),
            Mean(PrefillStage.AllToAll),
            Mean(PrefillStage.OutputProjection),
            Mean(PrefillStage.Gate),
            Mean(PrefillStage.SharedExpert),
            Mean(PrefillStage.DispatchCompute),
            Mean(PrefillStage.Dispatch),
            Mean(PrefillStage.Experts),
            Mean(PrefillStage.Combine),
            Mean(PrefillStage.CombineCompute));

        double Mean(PrefillStage stage) =>
            tally.TimeOf(stage).TotalMicroseconds / ((double)spec.Dies * tally.Exchanges);
    }

    private static PrefillStreamShares Streams(PrefillSpec spec, PrefillTally tally, VirtualDuration elapsed)
    {
        return new PrefillStreamShares(
            Share(PrefillStream.Aic), Share(PrefillStream.Aiv), Share(PrefillStream.Sdma));

        double Share(PrefillStream stream) => tally.TimeOf(stream).TotalSeconds / (elapsed.TotalSeconds * spec.Dies);
    }
}
