namespace CloudMatrix.Simulation;

/// <summary>Mean time of a die in each stage of one microbatch of a MoE layer, in microseconds.</summary>
/// <param name="DownProjection">The die's own tokens, down to latents.</param>
/// <param name="Gather">All-gather of latents; waiting for slower dies is in it, as in every collective.</param>
/// <param name="UpProjection">Queries, keys and values of the die's heads.</param>
/// <param name="Attention">The die's heads.</param>
/// <param name="AllToAll">All heads of the die's own tokens.</param>
/// <param name="OutputProjection">The die's own tokens.</param>
/// <param name="Gate">The gate.</param>
/// <param name="SharedExpert">The shared expert on the die's own tokens.</param>
/// <param name="DispatchCompute">Rows put in order.</param>
/// <param name="Dispatch">Rows to their experts; waiting for the hottest die is in it.</param>
/// <param name="Experts">The die's routed experts.</param>
/// <param name="Combine">Results back; waiting for the hottest die is in it.</param>
/// <param name="CombineCompute">Results summed.</param>
public sealed record PrefillStageTimes(
    double DownProjection,
    double Gather,
    double UpProjection,
    double Attention,
    double AllToAll,
    double OutputProjection,
    double Gate,
    double SharedExpert,
    double DispatchCompute,
    double Dispatch,
    double Experts,
    double Combine,
    double CombineCompute);
