namespace CloudMatrix.Numerics;

/// <summary>Stands between linear layers and what they multiply with.</summary>
internal interface ILinearObserver
{
    /// <summary>What a layer is to multiply with instead.</summary>
    /// <param name="plan">The layer.</param>
    /// <param name="matrix">Its weights.</param>
    /// <param name="weights">What it would multiply with.</param>
    ILinearWeights Observe(LinearPlan plan, IWeightMatrix matrix, ILinearWeights weights);
}
