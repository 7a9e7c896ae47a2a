using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>What the dies of a prefill instance counted together.</summary>
internal sealed class PrefillTally
{
    private readonly VirtualDuration[] _stages = new VirtualDuration[Enum.GetValues<PrefillStage>().Length];
    private readonly VirtualDuration[] _streams = new VirtualDuration[Enum.GetValues<PrefillStream>().Length];

    /// <summary>Rows sent to experts.</summary>
    public long RowsDispatched { get; set; }

    /// <summary>Rows that came back.</summary>
    public long RowsCombined { get; set; }

    /// <summary>The most rows that a slot got in a microbatch of a layer.</summary>
    public int SlotRowsMax { get; private set; }

    /// <summary>The hottest die's rows over those of all dies, summed over microbatches of layers.</summary>
    public double HottestShares { get; private set; }

    /// <summary>Microbatches of layers that routed.</summary>
    public int Exchanges { get; private set; }

    /// <summary>Bytes that crossed the bus.</summary>
    public long BusBytes { get; set; }

    /// <summary>From the end of the last dense layer to the end of the last MoE layer, of the last die.</summary>
    public VirtualDuration MoeLayers { get; set; }

    /// <summary>Time of a stage in MoE layers, summed over dies, microbatches and layers.</summary>
    public VirtualDuration TimeOf(PrefillStage stage) => _stages[(int)stage];

    /// <summary>Time for which a stream was busy or waited for others in a collective, summed over dies.</summary>
    public VirtualDuration TimeOf(PrefillStream stream) => _streams[(int)stream];

    /// <summary>Rows were sent to the slots of all dies.</summary>
    public void AddLoad(RoutedRows routed)
    {
        var all = routed.Received.Sum(rows => (double)rows.Total);
        SlotRowsMax = Math.Max(SlotRowsMax, routed.BySlot.Max());
        HottestShares += routed.Received.Max(rows => rows.Total) / all;
        Exchanges++;
    }

    /// <summary>A die did a stage.</summary>
    /// <param name="step">Which.</param>
    /// <param name="duration">For how long.</param>
    public void Add(PrefillStep step, VirtualDuration duration) => _streams[(int)step.Stream] += duration;

    /// <summary>A die did a stage of a layer whose stages are reported.</summary>
    /// <param name="step">Which.</param>
    /// <param name="duration">For how long.</param>
    public void AddStage(PrefillStep step, VirtualDuration duration) => _stages[(int)step.Stage] += duration;
}
