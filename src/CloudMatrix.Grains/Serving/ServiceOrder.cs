using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>What a service is to do: replay a trace, or serve whoever comes.</summary>
/// <param name="Replay">The trace and the service; null for an open service.</param>
/// <param name="Open">The open service; null for a replay.</param>
/// <param name="Pace">Virtual seconds in a second of real time; null: as fast as it goes.</param>
internal sealed record ServiceOrder(ReplayOptions? Replay, ServingOptions? Open, double? Pace);
