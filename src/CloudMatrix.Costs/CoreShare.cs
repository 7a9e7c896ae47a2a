namespace CloudMatrix.Costs;

/// <summary>The cores of a die that an operator may use: all of them, or those of its stream.</summary>
/// <param name="MatrixCores">Matrix cores (AIC on Ascend), 1 or more.</param>
/// <param name="VectorCores">Vector cores (AIV on Ascend), 1 or more.</param>
public readonly record struct CoreShare(int MatrixCores, int VectorCores);
