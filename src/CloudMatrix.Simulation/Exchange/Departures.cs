using System.Numerics.Tensors;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>When each die began and ended sending its rows of one microbatch.</summary>
/// <param name="dies">Dies of the instance.</param>
internal sealed class Departures(int dies)
{
    private readonly long[] _first = new long[dies];
    private readonly long[] _last = new long[dies];

    /// <summary>Written once by the sender, before any receiver looks.</summary>
    public void Set(int die, VirtualTime first, VirtualTime last)
    {
        _first[die] = first.Picoseconds;
        _last[die] = last.Picoseconds;
    }

    /// <summary>When a die began sending.</summary>
    public VirtualTime FirstOf(int die) => new(_first[die]);

    /// <summary>When a die had sent its last row.</summary>
    public VirtualTime LastOf(int die) => new(_last[die]);

    /// <summary>The earliest begin of a run of dies, which must not be empty.</summary>
    public VirtualTime EarliestFirst(int begin, int end) => new(TensorPrimitives.Min<long>(_first.AsSpan(begin..end)));

    /// <summary>The latest end of a run of dies, which must not be empty.</summary>
    public VirtualTime LatestLast(int begin, int end) => new(TensorPrimitives.Max<long>(_last.AsSpan(begin..end)));

    /// <summary>
    /// The earliest begin and the latest end among those of a run of dies that send rows to one rank.
    /// </summary>
    /// <param name="dies">First and one past the last of the run.</param>
    /// <param name="sent">Where the rows that each slot answers begin in the rank's window [slots + 1].</param>
    /// <param name="firstSlotOfDie">The first slot of each die [dies + 1].</param>
    /// <returns>The greatest and the least instant where none of them does.</returns>
    public (VirtualTime First, VirtualTime Last) OfSenders(
        (int First, int End) dies, ReadOnlySpan<ushort> sent, ReadOnlySpan<int> firstSlotOfDie)
    {
        var first = long.MaxValue;
        var last = 0L;
        int begin = sent[firstSlotOfDie[dies.First]];
        for (var die = dies.First; die < dies.End; die++)
        {
            // Whether a die sends any is a coin's toss: a mask instead of a branch. All ones where it sends none.
            int end = sent[firstSlotOfDie[die + 1]];
            var none = (long)(end - begin - 1) >> 63;
            first = Math.Min(first, _first[die] | (none & long.MaxValue));
            last = Math.Max(last, _last[die] & ~none);
            begin = end;
        }

        return (new VirtualTime(first), new VirtualTime(last));
    }
}
