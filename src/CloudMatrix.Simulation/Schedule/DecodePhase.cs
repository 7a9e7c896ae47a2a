namespace CloudMatrix.Simulation;

/// <summary>One phase of a decode step: all dies do it, each for itself.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Layer">Transformer layer, from 0; multi-token-prediction layers follow the model's own.</param>
/// <param name="Microbatch">0 or 1.</param>
public readonly record struct DecodePhase(DecodePhaseKind Kind, int Layer, int Microbatch)
{
    /// <summary>Whether every die must have ended the phase before, because this one reads what others wrote.</summary>
    public bool WaitsForAll => Kind is DecodePhaseKind.Experts or DecodePhaseKind.Combine;
}
