using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Calibration;

/// <summary>
/// Published figures of DeepSeek-R1 decode on 160 NPUs. Several come from one run, which is kept until another machine
/// or routing is asked for.
/// </summary>
internal sealed class DecodeRows
{
    private readonly Dictionary<(MachineSpec, RoutingSpec, DecodeOptions), DecodeReport> _runs = [];

    private DecodeRows()
    {
    }

    /// <summary>
    /// The rows, with the paper's own preset at batch 96 and the faster single microbatch at batch 8. A run of table 5
    /// has a mean context of its prompt and half its output.
    /// </summary>
    public static PublishedRow[] All()
    {
        var rows = new DecodeRows();
        var options = new DecodeOptions { Steps = 1 };
        var batch96 = options with { Batch = 96, Microbatches = 2, AttentionAics = 16 };
        var table5 = batch96 with { KvLength = 4224 };
        var batch8 = options with { Batch = 8, Microbatches = 1, KvLength = 4224 };
        return
        [
            new("Fig. 14 stream 0, batch 96", 600, "µs", (m, r) => rows.Run(m, r, batch96).StagesUs.Stream0),
            new("Fig. 14 stream 1, batch 96", 600, "µs", (m, r) => rows.Run(m, r, batch96).StagesUs.Stream1),
            new("Table 4 TPOT, batch 96, KV 4,096", 49.4, "ms", (m, r) => rows.Run(m, r, batch96).TpotMs),
            new("Table 5 TPOT, batch 96, 4,096 + 256", 49.4, "ms", (m, r) => rows.Run(m, r, table5).TpotMs),
            new("Table 5 TPOT, batch 8, 4,096 + 256", 14.9, "ms", (m, r) => rows.Run(m, r, batch8).TpotMs),
        ];
    }

    private DecodeReport Run(MachineSpec machine, RoutingSpec routing, DecodeOptions options)
    {
        var key = (machine, routing, options);
        if (!_runs.TryGetValue(key, out var report))
        {
            using var session = DecodeSession.Start(
                DecodeSpecReader.Read(options with { Machine = machine, Routing = routing }));
            session.RunStep();
            report = session.Report();
            _runs.Add(key, report);
        }

        return report;
    }
}
