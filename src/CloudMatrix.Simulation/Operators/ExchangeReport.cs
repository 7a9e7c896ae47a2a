namespace CloudMatrix.Simulation;

/// <summary>What dispatch or combine alone took.</summary>
/// <param name="MachineName">The machine.</param>
/// <param name="Operator">"dispatch" or "combine".</param>
/// <param name="Ep">Expert-parallel ranks.</param>
/// <param name="Tokens">Tokens of each rank.</param>
/// <param name="Repeats">Trials; the figures below are their means.</param>
/// <param name="LatencyUs">From the launch until the last rank is done, in microseconds.</param>
/// <param name="BandwidthGBps">Bytes of a rank's routed rows over the latency, in 10⁹ B/s.</param>
/// <param name="HottestOverMean">Rows of the busiest die over the mean.</param>
/// <param name="BytesOverUb">Bytes that crossed the bus in all trials.</param>
/// <param name="Seed">The seed of every random number.</param>
public sealed record ExchangeReport(
    string MachineName,
    string Operator,
    int Ep,
    int Tokens,
    int Repeats,
    double LatencyUs,
    double BandwidthGBps,
    double HottestOverMean,
    long BytesOverUb,
    ulong Seed);
