namespace CloudMatrix.Simulation;

/// <summary>A decode run with its operating point settled.</summary>
/// <param name="Spec">What to run.</param>
/// <param name="Point">Microbatches and cores, given or found.</param>
public sealed record DecodeRunSpec(DecodeSpec Spec, OperatingPoint Point);
