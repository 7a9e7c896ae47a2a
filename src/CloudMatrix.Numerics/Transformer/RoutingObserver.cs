namespace CloudMatrix.Numerics;

/// <summary>Sees what a layer's gate chose.</summary>
/// <param name="layer">Of the model, from 0.</param>
/// <param name="choices">[rows of the step, choices a row], the best first.</param>
public delegate void RoutingObserver(int layer, ReadOnlySpan<ExpertChoice> choices);
