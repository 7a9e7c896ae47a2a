using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>A run that was made ready on this silo.</summary>
/// <param name="Spec">The run.</param>
/// <param name="Routers">Choose slots, layer by layer.</param>
internal sealed record DecodeSetup(DecodeSpec Spec, LayerRouters Routers);
