using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Calibration;

/// <summary>Published figures of DeepSeek-R1 prefill on 16 NPUs: 16,384 tokens each, prompts of 4,096.</summary>
internal static class PrefillRows
{
    private static readonly PrefillOptions Options = new();

    /// <summary>With experts as the balancer had placed them.</summary>
    public static PublishedRow Default => new("Table 3 prefill, default", 5655, "tokens/s", Predict);

    /// <summary>With the same load on every slot.</summary>
    public static PublishedRow PerfectEplb => new(
        "Table 3 prefill, perfect EPLB",
        6688,
        "tokens/s",
        (machine, _) => Predict(machine, new RoutingSpec(RoutingKind.Balanced, 0)));

    private static double Predict(MachineSpec machine, RoutingSpec routing)
    {
        var spec = PrefillSpecReader.Read(Options with { Machine = machine, Routing = routing });
        return EmbeddedPrefill.Run(spec).Report.TokensPerSecondPerNpu;
    }
}
