using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Calibration;

/// <summary>The fits, each of a few constants to a few published rows.</summary>
internal static class Studies
{
    /// <summary>All of them by name.</summary>
    public static Dictionary<string, Study> All()
    {
        var machine = DefaultMachine.Read();
        var h800 = MachineSpecReader.FromFile(Path.Combine(AppContext.BaseDirectory, "h800-rdma.json"));
        return new Dictionary<string, Study>
        {
            ["gemm"] = new Study(machine, FittedConstants.Gemm, PublishedRows.Table10, []),
            ["dispatch"] = new Study(
                machine, FittedConstants.Dispatch, PublishedRows.Table7Dispatch, PublishedRows.Table7Combine),
            ["decode"] = new Study(machine, FittedConstants.Decode, DecodeRows.All(), []) { EvaluationsMax = 40 },
            ["prefill"] = new Study(machine, FittedConstants.Prefill, [PrefillRows.Default], [PrefillRows.PerfectEplb])
            {
                EvaluationsMax = 12,
                Shipped = new PrefillOptions().Routing,
            },
            ["h800"] = new Study(h800, FittedConstants.Network(h800), PublishedRows.Table7H800, []),
        };
    }
}
