namespace CloudMatrix.Commands;

/// <summary>How far a run is.</summary>
/// <param name="StepsDone">Steps that have ended, without the one that warms up.</param>
/// <param name="Steps">Steps of the run.</param>
public readonly record struct DecodeProgress(int StepsDone, int Steps);
