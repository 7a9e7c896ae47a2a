using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>A die of a decode instance.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Rank">The die.</param>
internal readonly record struct DecodePlace(PartId Instance, RankId Rank);
