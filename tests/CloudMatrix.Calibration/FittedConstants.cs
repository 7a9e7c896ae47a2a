using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Calibration;

/// <summary>All constants that are fitted; everything else is stated or derived (docs/SOURCES.md).</summary>
internal static class FittedConstants
{
    /// <summary>What a matrix product reaches and costs besides, fitted to table 10.</summary>
    public static FittedConstant[] Gemm =>
    [
        Operator("matrixEfficiency", "", 0.85, (o, value) => o with { MatrixEfficiency = value }),
        Operator("tileOverhead", "us", 0.5, (o, value) => o with { TileOverhead = Us(value) }),
        Operator("operatorLaunch", "us", 12, (o, value) => o with { OperatorLaunch = Us(value) }),
    ];

    /// <summary>A vector core's work on one dispatched row, fitted to the dispatch rows of table 7.</summary>
    public static FittedConstant[] Dispatch =>
    [
        Exchange("dispatchRowWork", "us", 1.5, (e, value) => e with { DispatchRowWork = Us(value) }),
    ];

    /// <summary>What decode needs beyond its operators, fitted to the decode rows.</summary>
    public static FittedConstant[] Decode =>
    [
        Operator("servingAttentionUtilization", "", 0.5, (o, value) => o with { ServingAttentionUtilization = value }),
        Skew(RoutingSpec.DefaultSkew),
    ];

    /// <summary>
    /// By how much the experts that prompts ask for differ from what the balancer knew, fitted to one prefill row.
    /// </summary>
    public static FittedConstant[] Prefill => [Skew(PrefillOptions.DefaultSkew)];

    /// <summary>What another machine's network reaches, fitted to its rows of table 7.</summary>
    public static FittedConstant[] Network(MachineSpec machine) =>
    [
        Exchange("portEfficiency", "", 0.94, (e, value) => e with
        {
            PortRate = new BytesPerSecond(machine.ScaleOut.PerDie.Value * Math.Clamp(value, 0.5, 1)),
        }),
    ];

    private static FittedConstant Skew(double start) => new("--routing skewed:S", "", start, (x, value) =>
        (x.Machine, new RoutingSpec(RoutingKind.Skewed, Math.Clamp(value, 0, 3))));

    private static FittedConstant Exchange(
        string name, string unit, double start, Func<ExpertParallelSpec, double, ExpertParallelSpec> set) =>
        new(name, unit, start, (x, value) =>
            (x.Machine with { ExpertParallel = set(x.Machine.ExpertParallel, value) }, x.Routing));

    private static FittedConstant Operator(
        string name, string unit, double start, Func<OperatorConstants, double, OperatorConstants> set) =>
        new(name, unit, start, (x, value) =>
            (x.Machine with { Operators = set(x.Machine.Operators, value) }, x.Routing));

    private static VirtualDuration Us(double microseconds) =>
        VirtualDuration.FromMicroseconds(Math.Max(0, microseconds));
}
