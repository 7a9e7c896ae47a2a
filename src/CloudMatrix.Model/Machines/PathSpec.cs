namespace CloudMatrix.Model;

/// <summary>What was measured on one kind of path, for one die.</summary>
/// <param name="Bandwidth">In one direction, for large transfers.</param>
/// <param name="Latency">Of one small transfer, from end to end.</param>
public readonly record struct PathSpec(BytesPerSecond Bandwidth, VirtualDuration Latency);
