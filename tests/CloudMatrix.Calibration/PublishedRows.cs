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
}
