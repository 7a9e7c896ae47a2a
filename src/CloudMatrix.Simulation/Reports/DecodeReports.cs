using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>Writes the report of a run from what its dies counted: one place for every engine.</summary>
internal static class DecodeReports
{
    /// <summary>The report of a finished run.</summary>
    /// <param name="run">What was run.</param>
    /// <param name="tally">The counts of all dies.</param>
    /// <param name="elapsed">Virtual time of all steps.</param>
    /// <param name="steps">Steps run.</param>
    public static DecodeReport Write(DecodeRunSpec run, DieTally tally, VirtualDuration elapsed, int steps)
    {
        var spec = run.Spec;
        var iterationMs = elapsed.TotalMilliseconds / steps;
        var tpotMs = iterationMs / spec.TokensPerStep;
        var moeLayers = spec.Model.Layers - spec.Model.DenseLayers;
        var microbatchLayers = (double)steps * spec.RoutedLayers * run.Point.Microbatches;
        return new DecodeReport
        {
            MachineName = spec.Machine.Name,
            ModelName = spec.Model.Name,
            Seed = spec.Seed,
            Dies = spec.Dies,
            ExpertShards = spec.Slots.Slots,
            BatchPerNpu = spec.BatchPerNpu,
            KvLength = spec.KvLength,
            Steps = steps,
            Microbatches = run.Point.Microbatches,
            AttentionAics = run.Point.AttentionCores,
            OperatingPoint = spec.PointIsGiven ? "given" : "auto",
            MtpLayers = spec.MtpLayers,
            Acceptance = spec.Acceptance,
            Routing = spec.Routing.ToString(),
            Down = spec.Fabric.Down,
            IterationMs = iterationMs,
            TpotMs = tpotMs,
            TokensPerSecondPerNpu = spec.BatchPerNpu / tpotMs * 1e3,
            LayerUs = tally.MoeLayers.TotalMicroseconds / ((double)steps * spec.Dies * moeLayers),
            StagesUs = Stages(tally),
            TokensDispatched = tally.RowsDispatched,
            TokensCombined = tally.RowsCombined,
            ExpertLoad = new ExpertLoad(tally.SlotRowsMax, tally.RowsServed / (microbatchLayers * spec.Slots.Slots)),
            HbmBytesPerDie = HbmAccount.Of(spec),
            BytesOverUb = tally.Bus.Bytes,
        };
    }

    private static DecodeStageTimes Stages(DieTally tally)
    {
        return new DecodeStageTimes(
            Mean(DecodeStage.MlaProlog),
            Mean(DecodeStage.Attention),
            Mean(DecodeStage.OutputProjection),
            Mean(DecodeStage.Gate),
            Mean(DecodeStage.Dispatch),
            Mean(DecodeStage.Experts),
            Mean(DecodeStage.Combine));

        double Mean(DecodeStage stage) => tally[stage].TotalMicroseconds / tally.MicrobatchLayers;
    }
}
