namespace CloudMatrix.Simulation;

/// <summary>For how much of a batch each stream of a die worked, 0 to 1, the mean of all dies.</summary>
/// <param name="Aic">Matrix cores.</param>
/// <param name="Aiv">Vector cores that order and sum rows.</param>
/// <param name="Sdma">Collectives; waiting for other dies in them is in it.</param>
public sealed record PrefillStreamShares(double Aic, double Aiv, double Sdma);
