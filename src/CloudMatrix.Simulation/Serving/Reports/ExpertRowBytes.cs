using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>Bytes that dispatch and combine are expected to put on the network.</summary>
/// <remarks>
/// <code>
/// bytes = tokens · rows a token · layers that route · (dispatch row + combine row) · (1 − 1/dies)
/// </code>
/// The last factor is the share of rows that leave their die where every die is as likely as another.
/// </remarks>
internal static class ExpertRowBytes
{
    /// <summary>Of prefill, whose shared expert is on every die.</summary>
    /// <param name="spec">The instance.</param>
    /// <param name="tokens">Tokens computed.</param>
    public static long Of(PrefillSpec spec, long tokens) =>
        Of(spec.Machine, spec.Model, spec.Dies, tokens * spec.Model.ExpertsPerToken * spec.Model.MoeLayers);

    /// <summary>Of decode.</summary>
    /// <param name="spec">The instance.</param>
    /// <param name="requestIterations">Requests fed, over all iterations.</param>
    public static long Of(DecodeSpec spec, long requestIterations)
    {
        var tokenLayers = ((long)spec.TokensPerRequest * spec.Model.MoeLayers) + spec.MtpLayers;
        return Of(spec.Machine, spec.Model, spec.Dies, requestIterations * tokenLayers * spec.RowsPerToken);
    }

    private static long Of(MachineSpec machine, ModelShape model, int dies, long rows)
    {
        var format = RowFormat.Of(model.HiddenSize, machine);
        return (long)((double)rows * (format.Dispatch + format.Combine).Count * (dies - 1) / dies);
    }
}
