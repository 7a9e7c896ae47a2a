using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>What a die, or all dies together, counted since the run began.</summary>
internal sealed class DieTally
{
    private const int OtherCounts = 9;

    private static readonly int StageCount = Enum.GetValues<DecodeStage>().Length;

    private readonly long[] _stagePs = new long[StageCount];

    /// <summary>Numbers that a tally is written as.</summary>
    public static int WordCount => StageCount + OtherCounts;

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

    /// <summary>What it sent over the bus.</summary>
    public BusUse Bus { get; set; }

    /// <summary>Time spent in a stage of the model's own MoE layers.</summary>
    public VirtualDuration this[DecodeStage stage]
    {
        get => new(_stagePs[(int)stage]);
        set => _stagePs[(int)stage] = value.Picoseconds;
    }

    /// <summary>Adds another die's counts.</summary>
    public void Add(DieTally other)
    {
        for (var stage = 0; stage < _stagePs.Length; stage++)
        {
            _stagePs[stage] += other._stagePs[stage];
        }

        MicrobatchLayers += other.MicrobatchLayers;
        MoeLayers += other.MoeLayers;
        RowsDispatched += other.RowsDispatched;
        RowsCombined += other.RowsCombined;
        RowsServed += other.RowsServed;
        SlotRowsMax = Math.Max(SlotRowsMax, other.SlotRowsMax);
        Bus += other.Bus;
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="words">At least <see cref="WordCount"/> numbers.</param>
    public static DieTally Read(ReadOnlySpan<long> words)
    {
        var tally = new DieTally();
        tally.Take(words);
        return tally;
    }

    /// <summary>Replaces all counts by what <see cref="Write"/> wrote.</summary>
    /// <param name="words">At least <see cref="WordCount"/> numbers.</param>
    public void Take(ReadOnlySpan<long> words)
    {
        words[.._stagePs.Length].CopyTo(_stagePs);
        var rest = words[_stagePs.Length..];
        MicrobatchLayers = rest[0];
        MoeLayers = new VirtualDuration(rest[1]);
        RowsDispatched = rest[2];
        RowsCombined = rest[3];
        RowsServed = rest[4];
        SlotRowsMax = (int)rest[5];
        Bus = new BusUse(rest[6], rest[7], new VirtualDuration(rest[8]));
    }

    /// <summary>Writes all that was counted, for another host.</summary>
    /// <param name="words">At least <see cref="WordCount"/> numbers.</param>
    public void Write(Span<long> words)
    {
        _stagePs.CopyTo(words);
        ReadOnlySpan<long> rest =
        [
            MicrobatchLayers, MoeLayers.Picoseconds, RowsDispatched, RowsCombined, RowsServed, SlotRowsMax,
            Bus.Bytes, Bus.Messages, Bus.Busy.Picoseconds,
        ];
        rest.CopyTo(words[_stagePs.Length..]);
    }
}
