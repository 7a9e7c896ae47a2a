using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>What the same prompts, batch and acceptance take in the shape of another model.</summary>
/// <param name="TtftMs">Modelled: time to the first token of the prompts of a whole batch that arrive together.</param>
/// <param name="Decode">Its decode.</param>
internal sealed record PricedShape(double TtftMs, DecodeReport Decode);
