using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>
/// A plan at work: every silo tries configurations, as many at a time as it has workers; what a lost silo was trying is
/// tried by another.
/// </summary>
internal sealed partial class PlanRun : IRun
{
    private readonly PlanRuns _runs;
    private readonly string _name;
    private readonly PlanOrder _order;
    private readonly PlanSpec _spec;
    private readonly StatusBoard<PlanStatus> _board;
    private readonly StandbyHolder _holder;
    private readonly Patience _patience;
    private readonly Queue<int> _waiting = [];
    private readonly List<byte[]> _entries;
    private readonly List<PlanRow> _found;
    private readonly PlanRow?[] _rows;
    private PlanState _state;

    /// <summary>A run that begins, or goes on.</summary>
    /// <param name="runs">What it needs of its silo.</param>
    /// <param name="name">The plan's name.</param>
    /// <param name="work">What it is to do, as it was asked for and checked.</param>
    /// <param name="from">Its state, its order and what was found, and where its status is put up.</param>
    public PlanRun(
        PlanRuns runs,
        string name,
        (PlanOrder Order, PlanSpec Spec) work,
        (PlanState State, IEnumerable<byte[]> Entries, StatusBoard<PlanStatus> Board) from)
    {
        (_runs, _name, _order, _spec) = (runs, name, work.Order, work.Spec);
        (_state, _entries, _board) = (from.State, [.. from.Entries], from.Board);
        _found = [.. _entries.Skip(1).Select(entry => Documents.Read<PlanRow>(entry))];
        var rows = _found.ToDictionary(row => row.Candidate);
        _rows = [.. _spec.Candidates.Select(rows.GetValueOrDefault)];
        _holder = runs.Standbys.HolderOf(runs.Grains.Plan(name).GetGrainId());
        _patience = new Patience(runs.Time);
    }

    /// <inheritdoc/>
    public bool IsAtWork => Status.IsAtWork;

    /// <inheritdoc/>
    public Guid Ticket => _state.Ticket;

    /// <inheritdoc/>
    public long Epoch => _state.Epoch;

    /// <inheritdoc/>
    public bool IsAbandoned => _holder.IsAbandoned;

    /// <summary>What was found so far, in the order in which it was found.</summary>
    public IReadOnlyList<PlanRow> Found => _found;

    /// <summary>What it found; null before it is done.</summary>
    public PlanReport? Report => _rows.Contains(null) ? null : PlanReport.Of(_spec, [.. _rows.Select(row => row!)]);

    private PlanStatus Status => _state.Status;

    /// <inheritdoc/>
    public void Abandon() => _holder.Abandon();

    /// <inheritdoc/>
    public Task KeepAsync() => _holder.TryBeginAsync(_state, _entries);

    /// <inheritdoc/>
    public async Task RunAsync()
    {
        try
        {
            while (_rows.Contains(null) && !IsAbandoned)
            {
                await TryAllAsync();
            }

            await EndAsync(null);
        }
        catch (Exception exception)
        {
            // Nobody awaits a plan: its status is where a failure is told.
            LogFailed(_runs.Logger, exception);
            await EndAsync(exception.Message);
        }
    }

    private async Task EndAsync(string? failure)
    {
        if (!IsAbandoned)
        {
            Post(Status with { IsOver = true, Failure = failure });
            await _holder.TryEndAsync(_state, _entries);
        }
    }

    private async Task TryAllAsync()
    {
        _waiting.Clear();
        foreach (var (index, _) in _rows.Index().Where(row => row.Item is null))
        {
            _waiting.Enqueue(index);
        }

        try
        {
            _state = _state with { Epoch = _state.Epoch + 1 };
            await _holder.MoveAwayAsync();
            await HoldAsync();
            var silos = _runs.Layout.Silos;
            Post(Status with { Silos = silos.Length });
            await Task.WhenAll(silos.Select(WorkAsync));
        }
        catch (Exception exception) when (Lost.IsHost(exception) && !_patience.IsOver)
        {
            LogSiloLost(_runs.Logger, exception.Message);
            await _patience.PauseAsync();
        }
    }

    private async Task WorkAsync(SiloAddress silo)
    {
        var worker = _runs.Grains.GetGrain<IPlanWorkerGrain>(SiloPlacementDirector.KeyOf(silo, _name));
        var processors = await worker.Open(_spec.Options.Replay);
        await Task.WhenAll(Enumerable.Range(0, _order.WorkersPerSilo ?? processors).Select(_ => WorkAsync(worker)));
        await worker.Close();
    }

    private async Task WorkAsync(IPlanWorkerGrain worker)
    {
        while (!IsAbandoned && _waiting.TryDequeue(out var index))
        {
            var row = await worker.TryOut(_spec.Candidates[index]);
            _rows[index] = row;
            _found.Add(row);
            _entries.Add(Documents.Write(row));
            _patience.Restart();
            Post(Status with { Done = _rows.Count(found => found is not null) });
            await HoldAsync();
        }
    }

    private Task HoldAsync() => _holder.HoldAsync(_state, _entries);

    private void Post(PlanStatus status) => _state = _state with { Status = _board.Post(status) };
}
