namespace CloudMatrix.Simulation;

/// <summary>Mean time of a die in each stage of one microbatch of a MoE layer, in microseconds.</summary>
/// <param name="MlaProlog">Projections before attention.</param>
/// <param name="Attention">Attention over the cache.</param>
/// <param name="OProj">The projection after attention.</param>
/// <param name="Gate">The gate.</param>
/// <param name="Dispatch">From the gate until all rows are here and packed; waiting for slower ranks is in it.</param>
/// <param name="Experts">The die's expert slots.</param>
/// <param name="Combine">
/// From the experts' end until all results are summed; waiting for the hottest die is in it.
/// </param>
public sealed record DecodeStageTimes(
    double MlaProlog,
    double Attention,
    double OProj,
    double Gate,
    double Dispatch,
    double Experts,
    double Combine)
{
    /// <summary>A microbatch's time on stream 0.</summary>
    public double Stream0 => MlaProlog + Attention + OProj;

    /// <summary>A microbatch's time on stream 1.</summary>
    public double Stream1 => Gate + Dispatch + Experts + Combine;
}
