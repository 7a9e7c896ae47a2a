using CloudMatrix.Model;

namespace CloudMatrix.Numerics;

/// <summary>An expert that the gate chose for a token.</summary>
/// <param name="Expert">Which.</param>
/// <param name="Weight">What its answer is multiplied with.</param>
public readonly record struct ExpertChoice(ExpertId Expert, float Weight);
