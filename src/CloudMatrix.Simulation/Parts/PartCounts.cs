using System.Runtime.InteropServices;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>What the dies and slots of one part of an instance have counted by a step boundary.</summary>
/// <remarks>
/// <code>
/// words   for each die of the part its tally | for each slot of the part the rows that it has served
/// </code>
/// </remarks>
internal sealed class PartCounts
{
    private readonly InstanceParts _parts;
    private readonly int _self;
    private readonly long[] _words;

    private PartCounts(InstanceParts parts, int self, long[] words)
    {
        _parts = parts;
        _self = self;
        _words = words;
    }

    /// <summary>The numbers, as another host reads them.</summary>
    public ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(_words.AsSpan());

    /// <summary>Takes down what a part at rest has counted.</summary>
    public static PartCounts Of(InstancePart part, InstanceParts parts, int self)
    {
        var tallies = part.Tallies.ToList();
        var rows = part.Slots.Select(part.RowsServedBy).ToArray();
        var words = new long[(tallies.Count * DieTally.WordCount) + rows.Length];
        for (var die = 0; die < tallies.Count; die++)
        {
            tallies[die].Write(words.AsSpan(die * DieTally.WordCount));
        }

        rows.CopyTo(words.AsSpan(tallies.Count * DieTally.WordCount));
        return new PartCounts(parts, self, words);
    }

    /// <summary>What a die of the part had counted.</summary>
    public DieTally TallyOf(RankId rank) =>
        DieTally.Read(_words.AsSpan(_parts.RanksOf(_self).IndexOf(rank.Index) * DieTally.WordCount));

    /// <summary>Rows that a slot of the part had served.</summary>
    public long RowsServedBy(SlotId slot)
    {
        var at = _parts.RanksOf(_self).Length * DieTally.WordCount;
        foreach (var (first, end) in _parts.SlotsOf(_self))
        {
            if (slot.Index >= first && slot.Index < end)
            {
                return _words[at + slot.Index - first];
            }

            at += end - first;
        }

        throw new ArgumentOutOfRangeException(nameof(slot), slot, "The part does not hold it.");
    }
}
