namespace CloudMatrix.Simulation;

/// <summary>Bytes that moved between devices, by network.</summary>
/// <param name="ScaleUpExperts">
/// Dispatch and combine over the scale-up network: rows that are expected to leave their die.
/// </param>
/// <param name="ScaleUpCache">Blocks between NPUs and the pool, over the scale-up network.</param>
/// <param name="ScaleOutHandover">Keys and values from prefill to decode.</param>
/// <param name="FrontEndCache">Blocks between NPUs and the pool over the front-end network, and all of volumes.</param>
public sealed record PlaneBytes(
    long ScaleUpExperts, long ScaleUpCache, long ScaleOutHandover, long FrontEndCache);
