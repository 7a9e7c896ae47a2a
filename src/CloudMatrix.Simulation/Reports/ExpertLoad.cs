namespace CloudMatrix.Simulation;

/// <summary>Rows that expert slots got in one microbatch of a layer.</summary>
/// <param name="Max">The most that any slot got in any layer and step.</param>
/// <param name="Mean">The mean over slots, layers and steps.</param>
public sealed record ExpertLoad(int Max, double Mean);
