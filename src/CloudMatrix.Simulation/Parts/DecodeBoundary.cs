using System.Runtime.InteropServices;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// All that a decode run carries from one step to the next: small, and enough to go on from on any hosts.
/// </summary>
/// <remarks>
/// <code>
/// words   step | now | host's last launch | for each die its tally | for each slot the rows that it has served
/// </code>
/// </remarks>
internal sealed class DecodeBoundary
{
    private const int HeadCount = 3;

    private readonly DecodeSpec _spec;
    private readonly long[] _words;

    private DecodeBoundary(DecodeSpec spec, long[] words)
    {
        _spec = spec;
        _words = words;
    }

    /// <summary>Steps done.</summary>
    public long Step => _words[0];

    /// <summary>When the next step starts: the time of the run so far.</summary>
    public VirtualTime Now => new(_words[1]);

    /// <summary>When the host had launched its last graph.</summary>
    public VirtualTime Launched => new(_words[2]);

    /// <summary>Before the first step.</summary>
    public static DecodeBoundary Start(DecodeSpec spec) => new(spec, new long[WordCount(spec)]);

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is not of this instance.</exception>
    public static DecodeBoundary Read(DecodeSpec spec, ReadOnlySpan<byte> bytes) =>
        bytes.Length == WordCount(spec) * sizeof(long)
            ? new(spec, MemoryMarshal.Cast<byte, long>(bytes).ToArray())
            : throw new InvalidDataException($"{bytes.Length} bytes are not a step boundary of this instance.");

    /// <summary>The boundary after one more step.</summary>
    /// <param name="now">When the next step starts.</param>
    /// <param name="launched">When the host had launched its last graph.</param>
    /// <param name="parts">How the instance is divided.</param>
    /// <param name="counts">The bytes of each part's <see cref="PartCounts"/> [parts].</param>
    public DecodeBoundary Next(
        VirtualTime now, VirtualTime launched, InstanceParts parts, IReadOnlyList<byte[]> counts)
    {
        var words = new long[_words.Length];
        (words[0], words[1], words[2]) = (Step + 1, now.Picoseconds, launched.Picoseconds);
        for (var part = 0; part < parts.Count; part++)
        {
            var source = MemoryMarshal.Cast<byte, long>(counts[part]);
            foreach (var (first, end) in parts.DiesOf(part))
            {
                source = Take(source, words.AsSpan(TallyAt(first)..TallyAt(end)));
            }

            foreach (var (first, end) in parts.SlotsOf(part))
            {
                source = Take(source, words.AsSpan(SlotAt(first)..SlotAt(end)));
            }
        }

        return new DecodeBoundary(_spec, words);
    }

    /// <summary>What a die had counted.</summary>
    public DieTally TallyOf(RankId rank) => DieTally.Read(_words.AsSpan(TallyAt(rank.Index)));

    /// <summary>Rows that a slot had served.</summary>
    public long RowsServedBy(SlotId slot) => _words[SlotAt(slot.Index)];

    /// <summary>What all dies had counted.</summary>
    public DieTally Total()
    {
        var (total, one) = (new DieTally(), new DieTally());
        for (var die = 0; die < _spec.Dies; die++)
        {
            one.Take(_words.AsSpan(TallyAt(die)));
            total.Add(one);
        }

        return total;
    }

    /// <summary>The report of the steps done.</summary>
    public DecodeReport Report(OperatingPoint point) =>
        DecodeReports.Write(new DecodeRunSpec(_spec, point), Total(), Now - VirtualTime.Zero, (int)Step);

    /// <summary>For another host.</summary>
    public byte[] ToBytes() => MemoryMarshal.AsBytes(_words.AsSpan()).ToArray();

    private static int WordCount(DecodeSpec spec) =>
        HeadCount + (spec.Dies * DieTally.WordCount) + spec.Slots.Slots;

    private static int TallyAt(int die) => HeadCount + (die * DieTally.WordCount);

    private static ReadOnlySpan<long> Take(ReadOnlySpan<long> source, Span<long> target)
    {
        source[..target.Length].CopyTo(target);
        return source[target.Length..];
    }

    private int SlotAt(int slot) => TallyAt(_spec.Dies) + slot;
}
