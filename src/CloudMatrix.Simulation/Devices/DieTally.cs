using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>What a die, or all dies together, counted since the run began.</summary>
internal sealed class DieTally
{
    private readonly long[] _stagePs = new long[Enum.GetValues<DecodeStage>().Length];

    /// <summary>Microbatches of the model's own MoE layers that had tokens here.</summary>
    public long MicrobatchLayers { get; set; }

    /// <summary>From the end of the last dense layer to the end of the last MoE layer, summed over steps.</summary>
    public VirtualDuration MoeLayers { get; set; }

    /// <summary>Rows sent to expert slots.</summary>
    public long RowsDispatched { get; set; }

    /// <summary>Rows that came back.</summary>
    public long RowsCombined { get; set; }

    /// <summary>Rows that arrived at the die's own slots.</summary>
    public long RowsServed { get; set; }

    /// <summary>The most rows that one of its slots got in a microbatch of a layer.</summary>
    public int SlotRowsMax { get; set; }

    /// <summary>Bytes that it sent over the bus.</summary>
    public long BusBytes { get; set; }

    /// <summary>Time spent in a stage of the model's own MoE layers.</summary>
    public VirtualDuration this[DecodeStage stage]
    {
        get => new(_stagePs[(int)stage]);
        set => _stagePs[(int)stage] = value.Picoseconds;
    }

    /// <summary>Adds another die's counts.</summary>
    public void Add(DieTally other)
    {
        foreach (var stage in Enum.GetValues<DecodeStage>())
        {
            this[stage] += other[stage];
        }

        MicrobatchLayers += other.MicrobatchLayers;
        MoeLayers += other.MoeLayers;
        RowsDispatched += other.RowsDispatched;
        RowsCombined += other.RowsCombined;
        RowsServed += other.RowsServed;
        SlotRowsMax = Math.Max(SlotRowsMax, other.SlotRowsMax);
        BusBytes += other.BusBytes;
    }
}
