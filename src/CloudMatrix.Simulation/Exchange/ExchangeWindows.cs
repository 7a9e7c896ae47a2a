using System.Numerics;
using System.Runtime.CompilerServices;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// The pre-allocated windows through which ranks and expert shards exchange one microbatch: a dispatch window and a
/// combine window for each rank.
/// </summary>
/// <remarks>
/// <code>
/// rank  ── Scatter ──▶ dispatch window ── Gather (pull, by slot) ──▶ shard
/// rank  ◀── Collect ── combine window  ◀── answer in place ───────── shard
/// </code>
/// A schedule owns two of these and alternates by microbatch, so that a fast rank's next dispatch cannot overwrite what
/// a slow peer still reads (the paper's double buffering, arXiv:2506.12708 §4.2.1).
/// </remarks>
internal sealed class ExchangeWindows
{
    /// <summary>Marks a row whose answer has not come back.</summary>
    private const ushort Unanswered = ushort.MaxValue;

    // Read, never counted, when a shard looks past the last row; written when it has fewer rows than it answers at
    // once.
    private const int SparePlaces = 2;

    private readonly int _slots;
    private readonly int _stride;
    private readonly ushort[] _offsets;
    private readonly ushort[] _rows;
    private readonly ushort[] _slotOfRow;
    private readonly ushort[] _answers;
    private readonly int[] _rowCount;

    /// <summary>Allocates the windows of all ranks.</summary>
    /// <param name="ranks">Ranks of the instance.</param>
    /// <param name="slots">Expert slots of the instance, at most 65,534.</param>
    /// <param name="rowsMax">The most rows that a rank sends in a microbatch, at most 65,535.</param>
    public ExchangeWindows(int ranks, int slots, int rowsMax)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(slots, Unanswered);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rowsMax, ushort.MaxValue);
        Ranks = ranks;
        _slots = slots;
        _stride = rowsMax + SparePlaces;
        _offsets = new ushort[ranks * (slots + 1)];
        _rows = new ushort[ranks * _stride];
        _slotOfRow = new ushort[ranks * _stride];
        _answers = new ushort[ranks * _stride];
        _rowCount = new int[ranks];
    }

    /// <summary>Ranks that exchange.</summary>
    public int Ranks { get; }

    /// <summary>The window that a rank writes its microbatch into; its combine window is cleared.</summary>
    /// <param name="rank">The source rank.</param>
    /// <param name="rows">Rows that it will send.</param>
    public DispatchWindow Open(int rank, int rows)
    {
        _rowCount[rank] = rows;
        _answers.AsSpan(rank * _stride, rows).Fill(Unanswered);
        return new DispatchWindow(
            _offsets.AsSpan(rank * (_slots + 1), _slots + 1),
            _rows.AsSpan(rank * _stride, rows),
            _slotOfRow.AsSpan(rank * _stride, rows));
    }

    /// <summary>Where each slot's rows begin in a rank's dispatch window [slots + 1].</summary>
    public ReadOnlySpan<ushort> OffsetsOf(int rank) => _offsets.AsSpan(rank * (_slots + 1), _slots + 1);

    /// <summary>Rows that a rank sent to a slot.</summary>
    public int RowsFor(int slot, int rank)
    {
        var offsets = OffsetsOf(rank);
        return offsets[slot + 1] - offsets[slot];
    }

    /// <summary>
    /// Slots that follow one another take the rows that a run of ranks sent them, and answer each in place.
    /// </summary>
    /// <param name="firstSlot">The first of the slots.</param>
    /// <param name="sources">First and one past the last of the ranks.</param>
    /// <param name="counts">Rows that each slot received, added to [slots].</param>
    /// <param name="payload">What the rows carry.</param>
    public void Gather<TPayload>(int firstSlot, (int First, int End) sources, Span<int> counts, TPayload payload)
        where TPayload : IRowPayload
    {
        for (var source = sources.First; source < sources.End; source++)
        {
            var offsets = OffsetsOf(source).Slice(firstSlot, counts.Length + 1);
            ReadOnlySpan<ushort> rows = _rows.AsSpan(source * _stride, _stride);
            var answers = _answers.AsSpan(source * _stride, _stride);
            int begin = offsets[0];
            for (var i = 0; i < counts.Length; i++)
            {
                int end = offsets[i + 1];
                Answer((ushort)(firstSlot + i), rows, (begin, end), answers);
                if (TPayload.CarriesRows)
                {
                    payload.Receive(new SlotId(firstSlot + i), new RankId(source), rows[begin..end]);
                }

                counts[i] += end - begin;
                begin = end;
            }
        }
    }

    /// <summary>A rank counts the rows that came back from the slot that it had sent them to.</summary>
    public int Collect(int rank)
    {
        var window = rank * _stride;
        var sent = _slotOfRow.AsSpan(window, _rowCount[rank]);
        var answers = _answers.AsSpan(window, _rowCount[rank]);
        var equal = 0;
        var row = 0;
        for (; row + Vector<ushort>.Count <= sent.Length; row += Vector<ushort>.Count)
        {
            // A lane that matches is all ones, that is −1: subtracting counts it.
            var match = Vector.Equals(new Vector<ushort>(sent[row..]), new Vector<ushort>(answers[row..]));
            equal += Vector.Sum(Vector.Negate(Vector.AsVectorInt16(match)));
        }

        for (; row < sent.Length; row++)
        {
            equal += sent[row] == answers[row] ? 1 : 0;
        }

        return equal;
    }

    // Most ranks send a slot 0, 1 or 2 rows, and no processor predicts which: two rows are answered without a branch,
    // into the spare place behind the window where there are fewer.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Answer(ushort slot, ReadOnlySpan<ushort> rows, (int Begin, int End) run, Span<ushort> answers)
    {
        var spare = answers.Length - 1;
        answers[Select(run.End - run.Begin - 1, rows[run.Begin], spare)] = slot;
        answers[Select(run.End - run.Begin - 2, rows[run.Begin + 1], spare)] = slot;
        for (var i = run.Begin + 2; i < run.End; i++)
        {
            answers[rows[i]] = slot;
        }
    }

    // The row, or the spare place where the condition is negative.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Select(int condition, int row, int spare) => row ^ ((row ^ spare) & (condition >> 31));
}
