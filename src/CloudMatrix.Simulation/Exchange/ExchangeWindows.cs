using System.Numerics;
using System.Runtime.Intrinsics;

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
/// A combine window is laid out like the dispatch window: a shard returns each row at the place where it took it, so
/// that it writes one run for each rank, which no other shard writes to. A schedule owns two of these and alternates by
/// microbatch, so that a fast rank's next dispatch cannot overwrite what a slow peer still reads (the paper's double
/// buffering, arXiv:2506.12708 §4.2.1).
/// </remarks>
internal sealed class ExchangeWindows
{
    /// <summary>Marks a row whose answer has not come back.</summary>
    private const ushort Unanswered = ushort.MaxValue;

    /// <summary>Rows of neighbouring slots in one window that are answered in one pass.</summary>
    private const int ShortRun = 504;

    private readonly int _slots;
    private readonly int _rowsMax;
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
        _rowsMax = rowsMax;
        _offsets = new ushort[ranks * (slots + 1)];
        _rows = new ushort[ranks * _rowsMax];
        _slotOfRow = new ushort[ranks * _rowsMax];
        _answers = new ushort[ranks * _rowsMax];
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
        _answers.AsSpan(rank * _rowsMax, rows).Fill(Unanswered);
        return new DispatchWindow(
            _offsets.AsSpan(rank * (_slots + 1), _slots + 1),
            _rows.AsSpan(rank * _rowsMax, rows),
            _slotOfRow.AsSpan(rank * _rowsMax, rows));
    }

    /// <summary>Where each slot's rows begin in a rank's dispatch window [slots + 1].</summary>
    public ReadOnlySpan<ushort> OffsetsOf(int rank) => _offsets.AsSpan(rank * (_slots + 1), _slots + 1);

    /// <summary>
    /// What one rank tells a run of slots: where each one's rows begin, and where the last one's end [slots + 1].
    /// </summary>
    public Span<ushort> OffsetsOf(int rank, (int First, int End) slots) =>
        _offsets.AsSpan((rank * (_slots + 1)) + slots.First, slots.End - slots.First + 1);

    /// <summary>What a run of slots answers to one rank [rows].</summary>
    public Span<ushort> AnswersOf(int rank, (int First, int End) slots)
    {
        var offsets = OffsetsOf(rank, slots);
        return _answers.AsSpan((rank * _rowsMax) + offsets[0], offsets[^1] - offsets[0]);
    }

    /// <summary>The numbers of the rows that a rank sent to a run of slots, slot by slot [rows].</summary>
    public Span<ushort> RowsOf(int rank, (int First, int End) slots)
    {
        var offsets = OffsetsOf(rank, slots);
        return _rows.AsSpan((rank * _rowsMax) + offsets[0], offsets[^1] - offsets[0]);
    }

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
    public void Gather(int firstSlot, (int First, int End) sources, Span<int> counts)
    {
        Span<ushort> beside = stackalloc ushort[ShortRun + Vector128<ushort>.Count];
        for (var source = sources.First; source < sources.End; source++)
        {
            var offsets = OffsetsOf(source).Slice(firstSlot, counts.Length + 1);
            var window = source * _rowsMax;
            var answers = _answers.AsSpan(window + offsets[0], offsets[^1] - offsets[0]);
            if (answers.IsEmpty)
            {
                continue;
            }

            if (answers.Length <= ShortRun)
            {
                AnswerAtOnce(firstSlot, offsets, answers, beside);
            }
            else
            {
                AnswerOneByOne(firstSlot, offsets, answers);
            }

            AddCounts(offsets, counts);
        }
    }

    /// <summary>One slot takes the rows that a run of ranks sent it, and answers each in place.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="sources">First and one past the last of the ranks.</param>
    /// <returns>Rows that the slot received.</returns>
    /// <remarks>The same as <see cref="Gather"/> of one slot, in a third of its time.</remarks>
    public int GatherOne(int slot, (int First, int End) sources)
    {
        var received = 0;
        for (var source = sources.First; source < sources.End; source++)
        {
            var at = (source * (_slots + 1)) + slot;
            int begin = _offsets[at];
            var count = _offsets[at + 1] - begin;
            _answers.AsSpan((source * _rowsMax) + begin, count).Fill((ushort)slot);
            received += count;
        }

        return received;
    }

    /// <summary>A rank counts the rows that came back from the slot that it had sent them to.</summary>
    public int Collect(int rank)
    {
        var window = rank * _rowsMax;
        var rows = _rows.AsSpan(window, _rowCount[rank]);
        var slotOfRow = _slotOfRow.AsSpan(window, rows.Length);
        var answers = _answers.AsSpan(window, rows.Length);
        var equal = 0;
        for (var place = 0; place < rows.Length; place++)
        {
            equal += slotOfRow[rows[place]] == answers[place] ? 1 : 0;
        }

        return equal;
    }

    private static void AddCounts(ReadOnlySpan<ushort> offsets, Span<int> counts)
    {
        var i = 0;
        for (; i + Vector<ushort>.Count <= counts.Length; i += Vector<ushort>.Count)
        {
            var rows = new Vector<ushort>(offsets[(i + 1)..]) - new Vector<ushort>(offsets[i..]);
            Vector.Widen(rows, out var low, out var high);
            var next = counts[(i + Vector<int>.Count)..];
            (new Vector<int>(counts[i..]) + Vector.AsVectorInt32(low)).CopyTo(counts[i..]);
            (new Vector<int>(next) + Vector.AsVectorInt32(high)).CopyTo(next);
        }

        for (; i < counts.Length; i++)
        {
            counts[i] += offsets[i + 1] - offsets[i];
        }
    }

    // Each slot answers its run of rows with its own number.
    private static void AnswerOneByOne(int firstSlot, ReadOnlySpan<ushort> offsets, Span<ushort> answers)
    {
        for (var i = 0; i + 1 < offsets.Length; i++)
        {
            answers[(offsets[i] - offsets[0])..(offsets[i + 1] - offsets[0])].Fill((ushort)(firstSlot + i));
        }
    }

    // The same where runs are short. Most ranks send a slot 0, 1 or 2 rows, and no processor predicts which: each slot
    // writes a whole vector beside the window, and the next one overwrites what is too much.
    private static void AnswerAtOnce(
        int firstSlot, ReadOnlySpan<ushort> offsets, Span<ushort> answers, Span<ushort> beside)
    {
        int start = offsets[0];
        var begin = 0;
        for (var i = 1; i < offsets.Length; i++)
        {
            var slot = (ushort)(firstSlot + i - 1);
            var end = offsets[i] - start;
            Vector128.Create(slot).CopyTo(beside[begin..]);
            if (end - begin > Vector128<ushort>.Count)
            {
                beside[begin..end].Fill(slot);
            }

            begin = end;
        }

        beside[..answers.Length].CopyTo(answers);
    }
}
