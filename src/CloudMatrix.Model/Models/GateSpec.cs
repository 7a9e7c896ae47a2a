namespace CloudMatrix.Model;

/// <summary>How a gate turns scores into experts and weights.</summary>
/// <param name="Scoring">From products to scores.</param>
/// <param name="Choice">From scores to experts.</param>
/// <param name="NormalizesWeights">Whether a token's weights are divided by their sum.</param>
/// <param name="WeightScale">What weights are multiplied with: <c>routed_scaling_factor</c>.</param>
public sealed record GateSpec(GateScoring Scoring, GateChoice Choice, bool NormalizesWeights, float WeightScale);
