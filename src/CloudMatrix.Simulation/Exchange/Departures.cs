using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>When each die began and ended sending its rows of one microbatch.</summary>
/// <param name="dies">Dies of the instance.</param>
internal sealed class Departures(int dies)
{
    private static readonly Vector<long> Never = new(long.MaxValue);

    private readonly long[] _first = new long[dies];
    private readonly long[] _last = new long[dies];

    /// <summary>Written once by the sender, before any receiver looks.</summary>
    public void Set(int die, VirtualTime first, VirtualTime last)
    {
        _first[die] = first.Picoseconds;
        _last[die] = last.Picoseconds;
    }

    /// <summary>Bytes of <see cref="FirstOf"/> and <see cref="LastOf(ValueTuple{int, int})"/> for each die.</summary>
    public const int BytesPerDie = 2 * sizeof(long);

    /// <summary>When a run of dies began, as another host reads or writes it.</summary>
    public Span<byte> FirstOf((int First, int End) dies) => MemoryMarshal.AsBytes(_first.AsSpan(dies.First..dies.End));

    /// <summary>When a run of dies ended, as another host reads or writes it.</summary>
    public Span<byte> LastOf((int First, int End) dies) => MemoryMarshal.AsBytes(_last.AsSpan(dies.First..dies.End));

    /// <summary>When a die had sent its last row.</summary>
    public VirtualTime LastOf(int die) => new(_last[die]);

    /// <summary>The earliest begin of a run of dies, which must not be empty.</summary>
    public VirtualTime EarliestFirst(int begin, int end) => new(TensorPrimitives.Min(Run(_first, begin, end)));

    /// <summary>The latest end of a run of dies, which must not be empty.</summary>
    public VirtualTime LatestLast(int begin, int end) => new(TensorPrimitives.Max(Run(_last, begin, end)));

    /// <summary>
    /// The earliest begin and the latest end among those of a run of dies that send rows to one rank.
    /// </summary>
    /// <param name="dies">First and one past the last of the run.</param>
    /// <param name="rowsBefore">Rows that the rank gets from dies before each die [dies + 1].</param>
    /// <returns>The greatest and the least instant where none of them does.</returns>
    public (VirtualTime First, VirtualTime Last) OfSenders((int First, int End) dies, ReadOnlySpan<ushort> rowsBefore)
    {
        // Whether a die sends any is a coin's toss: masks instead of branches, all ones where it sends none.
        var first = new Vector<long>(long.MaxValue);
        var last = Vector<long>.Zero;
        var die = dies.First;
        for (; die + Vector<ushort>.Count <= dies.End; die += Vector<ushort>.Count)
        {
            var before = new Vector<ushort>(rowsBefore[die..]);
            var after = new Vector<ushort>(rowsBefore[(die + 1)..]);
            Vector.Widen(Vector.AsVectorInt16(Vector.Equals(before, after)), out var low, out var high);
            Vector.Widen(low, out var none0, out var none1);
            Vector.Widen(high, out var none2, out var none3);
            Fold(none0, die, ref first, ref last);
            Fold(none1, die + Vector<long>.Count, ref first, ref last);
            Fold(none2, die + (2 * Vector<long>.Count), ref first, ref last);
            Fold(none3, die + (3 * Vector<long>.Count), ref first, ref last);
        }

        var (earliest, latest) = (long.MaxValue, 0L);
        for (var lane = 0; lane < Vector<long>.Count; lane++)
        {
            earliest = Math.Min(earliest, first[lane]);
            latest = Math.Max(latest, last[lane]);
        }

        for (; die < dies.End; die++)
        {
            if (rowsBefore[die + 1] != rowsBefore[die])
            {
                earliest = Math.Min(earliest, _first[die]);
                latest = Math.Max(latest, _last[die]);
            }
        }

        return (new VirtualTime(earliest), new VirtualTime(latest));
    }

    private static ReadOnlySpan<long> Run(long[] times, int begin, int end) => times.AsSpan(begin..end);

    private void Fold(Vector<long> none, int die, ref Vector<long> first, ref Vector<long> last)
    {
        first = Vector.Min(first, Vector.BitwiseOr(new Vector<long>(_first, die), none & Never));
        last = Vector.Max(last, Vector.AndNot(new Vector<long>(_last, die), none));
    }
}
