namespace CloudMatrix.Simulation;

/// <summary>Requests that were served as promised.</summary>
/// <param name="SloTtftMs">The promise: time to the first token.</param>
/// <param name="SloTpotMs">The promise: time per token after it.</param>
/// <param name="Requests">Requests that had both.</param>
/// <param name="Share">Of all that were offered, 0 to 1.</param>
/// <param name="RequestsPerSecond">Over the whole time.</param>
/// <param name="RequestsPerHourPerNpu">Of all NPUs.</param>
public sealed record Goodput(
    double SloTtftMs,
    double SloTpotMs,
    int Requests,
    double Share,
    double RequestsPerSecond,
    double RequestsPerHourPerNpu);
