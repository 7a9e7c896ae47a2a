namespace CloudMatrix.Simulation;

/// <summary>What a grouped INT8 matrix product alone on a die takes.</summary>
/// <param name="MachineName">The machine.</param>
/// <param name="Groups">Independent products.</param>
/// <param name="M">Rows of each.</param>
/// <param name="N">Columns.</param>
/// <param name="K">Inner dimension.</param>
/// <param name="LatencyUs">In microseconds, launch included.</param>
/// <param name="Utilization">Operations over latency and the die's INT8 peak.</param>
/// <param name="BandwidthGBps">Compulsory bytes over latency, in 10⁹ B/s.</param>
public sealed record GemmReport(
    string MachineName, int Groups, int M, int N, int K, double LatencyUs, double Utilization, double BandwidthGBps);
