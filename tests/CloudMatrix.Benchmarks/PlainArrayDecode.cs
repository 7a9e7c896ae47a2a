using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Benchmarks;

/// <summary>
/// The bound: what a decode step moves, with nothing but arrays and loops. It samples the same experts, scatters,
/// gathers and combines the same rows on the same threads, and prices nothing.
/// </summary>
internal sealed class PlainArrayDecode
{
    private readonly DecodeSpec _spec;
    private readonly LayerRouters _routers;
    private readonly ParallelPhases _phases;
    private readonly int _microbatches;
    private readonly int _rowsMax;
    private readonly ushort[][] _slotOfRow;
    private readonly ushort[][] _rows;
    private readonly ushort[][] _offsets;
    private readonly ushort[][] _answers;
    private readonly ushort[][] _counts;
    private readonly long[] _combined;
    private readonly Action<int> _work;
    private long _step;

    /// <summary>Arrays for all ranks.</summary>
    public PlainArrayDecode(DecodeSpec spec, int microbatches, LayerRouters routers, ParallelPhases phases)
    {
        _spec = spec;
        _routers = routers;
        _phases = phases;
        _microbatches = microbatches;
        _rowsMax = spec.RowsMax(0, microbatches);
        _slotOfRow = NewArrays(_rowsMax);
        _rows = NewArrays(_rowsMax);
        _answers = NewArrays(_rowsMax);
        _offsets = NewArrays(spec.Slots.Slots + 1);
        _counts = [.. Enumerable.Range(0, phases.Workers).Select(_ => new ushort[spec.Slots.Slots])];
        _combined = new long[phases.Workers];
        _work = RunWorker;
    }

    /// <summary>Runs one step.</summary>
    /// <returns>Rows that came back from the slots that they had been sent to.</returns>
    public long RunStep()
    {
        Array.Clear(_combined);
        _phases.Run(_work);
        _step++;
        return _combined.Sum();
    }

    private ushort[][] NewArrays(int length) =>
        [.. Enumerable.Range(0, _spec.Dies).Select(_ => new ushort[length])];

    private void RunWorker(int worker)
    {
        var ranks = _phases.Share(worker, _spec.Dies);
        var slots = _phases.Share(worker, _spec.Slots.Slots);
        for (var layer = 0; layer < _spec.RoutedLayers; layer++)
        {
            for (var microbatch = 0; microbatch < _microbatches; microbatch++)
            {
                Scatter(worker, _spec.Model.DenseLayers + layer, microbatch);
                _phases.WaitForAll();
                Gather(slots, ranks.First);
                _phases.WaitForAll();
                _combined[worker] += Combine(ranks);
            }
        }
    }

    private void Scatter(int worker, int layer, int microbatch)
    {
        var counts = _counts[worker];
        var ranks = _phases.Share(worker, _spec.Dies);
        for (var rank = ranks.First; rank < ranks.End; rank++)
        {
            var slotOfRow = _slotOfRow[rank];
            var offsets = _offsets[rank];
            var random = SeededStream.Derive(_spec.Seed, "routing", _step, layer, microbatch, rank);
            _routers[layer].Route(rank, ref random, slotOfRow);
            Array.Clear(counts);
            foreach (var slot in slotOfRow)
            {
                counts[slot]++;
            }

            ushort begin = 0;
            for (var slot = 0; slot < counts.Length; slot++)
            {
                offsets[slot] = begin;
                begin += counts[slot];
                counts[slot] = offsets[slot];
            }

            offsets[counts.Length] = begin;
            for (var row = 0; row < slotOfRow.Length; row++)
            {
                _rows[rank][counts[slotOfRow[row]]++] = (ushort)row;
            }
        }
    }

    // Each worker begins with its own ranks, so that they do not follow one another through the same cache lines.
    private void Gather((int First, int End) slots, int firstRank)
    {
        for (var i = 0; i < _spec.Dies; i++)
        {
            GatherFrom((firstRank + i) % _spec.Dies, slots);
        }
    }

    private void GatherFrom(int rank, (int First, int End) slots)
    {
        var offsets = _offsets[rank];
        var rows = _rows[rank];
        var answers = _answers[rank];
        for (var slot = slots.First; slot < slots.End; slot++)
        {
            int end = offsets[slot + 1];
            for (int i = offsets[slot]; i < end; i++)
            {
                answers[rows[i]] = (ushort)slot;
            }
        }
    }

    private long Combine((int First, int End) ranks)
    {
        long combined = 0;
        for (var rank = ranks.First; rank < ranks.End; rank++)
        {
            var sent = _slotOfRow[rank];
            var answers = _answers[rank];
            for (var row = 0; row < sent.Length; row++)
            {
                combined += sent[row] == answers[row] ? 1 : 0;
            }
        }

        return combined;
    }
}
