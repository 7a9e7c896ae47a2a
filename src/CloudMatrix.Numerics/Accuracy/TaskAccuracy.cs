namespace CloudMatrix.Numerics;

/// <summary>How many questions of one task were answered rightly.</summary>
/// <param name="Task">The task.</param>
/// <param name="Questions">Asked.</param>
/// <param name="Right">Answered rightly.</param>
/// <param name="Accuracy">Right of asked.</param>
public sealed record TaskAccuracy(string Task, int Questions, int Right, Share Accuracy);
