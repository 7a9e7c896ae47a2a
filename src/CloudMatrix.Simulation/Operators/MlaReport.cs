namespace CloudMatrix.Simulation;

/// <summary>What the attention kernel alone on a die takes.</summary>
/// <param name="MachineName">The machine.</param>
/// <param name="ModelName">The model.</param>
/// <param name="Requests">Requests.</param>
/// <param name="TokensPerRequest">Query tokens of each.</param>
/// <param name="Heads">Query heads on the die.</param>
/// <param name="KvLength">Context of each request, in tokens.</param>
/// <param name="LatencyUs">In microseconds, launch included.</param>
/// <param name="Utilization">Operations over latency and the die's BF16 peak.</param>
/// <param name="BandwidthGBps">Bytes of cache over latency, in 10⁹ B/s.</param>
/// <param name="Bound">"compute" or "memory": what limits it.</param>
public sealed record MlaReport(
    string MachineName,
    string ModelName,
    int Requests,
    int TokensPerRequest,
    int Heads,
    int KvLength,
    double LatencyUs,
    double Utilization,
    double BandwidthGBps,
    string Bound);
