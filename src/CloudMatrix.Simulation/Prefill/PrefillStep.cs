namespace CloudMatrix.Simulation;

/// <summary>One stage of one microbatch in one layer: all dies do it.</summary>
/// <param name="Stage">What is done.</param>
/// <param name="Layer">Transformer layer, from 0.</param>
/// <param name="Microbatch">0 or 1.</param>
public readonly record struct PrefillStep(PrefillStage Stage, int Layer, int Microbatch)
{
    /// <summary>What it is done on.</summary>
    public PrefillStream Stream => Stage switch
    {
        PrefillStage.Gather or PrefillStage.AllToAll or PrefillStage.Dispatch or PrefillStage.Combine =>
            PrefillStream.Sdma,
        PrefillStage.DispatchCompute or PrefillStage.CombineCompute => PrefillStream.Aiv,
        _ => PrefillStream.Aic,
    };

    /// <summary>Whether it is a collective: it ends on a die when all that others send there has arrived.</summary>
    public bool WaitsForAll => Stream == PrefillStream.Sdma;

    /// <summary>Whether the microbatch goes on without waiting for it.</summary>
    public bool IsAside => Stage == PrefillStage.SharedExpert;
}
