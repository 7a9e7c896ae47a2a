using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Calibration;

/// <summary>The published figures that constants are fitted to. Source: arXiv:2506.12708, v2.</summary>
internal static class PublishedRows
{
    /// <summary>INT8 matrix products on one die.</summary>
    public static PublishedRow[] Table10 =>
    [
        Gemm(new GemmOptions { Groups = 4, M = 7168, N = 4096, K = 4096 }, 79.4),
        Gemm(new GemmOptions { Groups = 4, M = 2048, N = 7168, K = 4096 }, 77.4),
        Gemm(new GemmOptions { Groups = 4, M = 7168, N = 4096, K = 8192 }, 82.7),
        Gemm(new GemmOptions { Groups = 8, M = 7168, N = 4096, K = 4096 }, 79.6),
    ];

    /// <summary>FusedDispatch, 128 tokens a rank.</summary>
    public static PublishedRow[] Table7Dispatch => [Dispatch(8, 116), Dispatch(32, 133), Dispatch(256, 152)];

    /// <summary>FusedCombine, 128 tokens a rank.</summary>
    public static PublishedRow[] Table7Combine => [Combine(8, 118), Combine(32, 146), Combine(256, 149)];

    /// <summary>DeepEP's kernels on H800 over RDMA, 128 tokens a rank.</summary>
    public static PublishedRow[] Table7H800 =>
    [
        Dispatch(8, 163), Dispatch(32, 182), Dispatch(256, 194), Combine(8, 318), Combine(32, 350), Combine(256, 360),
    ];

    /// <summary>
    /// Decode of DeepSeek-R1 on 160 NPUs. A run of table 5 has a mean context of its prompt and half its output.
    /// </summary>
    public static PublishedRow[] Decode =>
    [
        new("Fig. 14 stream 0, batch 96", 600, "µs", (m, r) => Step(m, r, Batch96(4096)).StagesUs.Stream0),
        new("Fig. 14 stream 1, batch 96", 600, "µs", (m, r) => Step(m, r, Batch96(4096)).StagesUs.Stream1),
        new("Table 4 TPOT, batch 96, KV 4,096", 49.4, "ms", (m, r) => Step(m, r, Batch96(4096)).TpotMs),
        new("Table 5 TPOT, batch 96, prompt 4,096 + 256", 49.4, "ms", (m, r) => Step(m, r, Batch96(4224)).TpotMs),
        new("Table 5 TPOT, batch 8, prompt 4,096 + 256", 14.9, "ms", (m, r) => Step(m, r, Batch8(4224)).TpotMs),
    ];

    private static PublishedRow Gemm(GemmOptions options, double percent) => new(
        $"Table 10 {options.Groups} × {options.M} × {options.N} × {options.K}",
        percent,
        "%",
        (machine, _) => OperatorTrial.Gemm(options with { Machine = machine }).Utilization * 100);

    private static PublishedRow Dispatch(int ep, double microseconds) => new(
        $"Table 7 dispatch EP{ep}",
        microseconds,
        "µs",
        (machine, _) => ExchangeTrial.Dispatch(new ExchangeOptions { Machine = machine, Ep = ep }).LatencyUs);

    private static PublishedRow Combine(int ep, double microseconds) => new(
        $"Table 7 combine EP{ep}",
        microseconds,
        "µs",
        (machine, _) => ExchangeTrial.Combine(new ExchangeOptions { Machine = machine, Ep = ep }).LatencyUs);

    // The paper's own preset at batch 96; at batch 8 one microbatch, which is faster there.
    private static DecodeOptions Batch96(int kvLength) =>
        new() { Batch = 96, KvLength = kvLength, Microbatches = 2, AttentionAics = 16 };

    private static DecodeOptions Batch8(int kvLength) => new() { Batch = 8, KvLength = kvLength, Microbatches = 1 };

    private static DecodeReport Step(MachineSpec machine, RoutingSpec routing, DecodeOptions options)
    {
        using var session = DecodeSession.Start(
            DecodeSpecReader.Read(options with { Machine = machine, Routing = routing, Steps = 1 }));
        session.RunStep();
        return session.Report();
    }
}
