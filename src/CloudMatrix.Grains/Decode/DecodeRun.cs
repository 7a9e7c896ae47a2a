using System.Collections.Immutable;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>
/// One decode, from its start to its report: runs step after step on all silos, keeps the state at each step boundary
/// in two places, and when a host is lost begins the step again on those that are left.
/// </summary>
/// <remarks>
/// <code>
/// settle ─▶ form epoch ─▶ warm up ─▶ step ─▶ hold boundary ─▶ step ─▶ …  ─▶ report
///                ▲                     │ host lost
///                └──── close epoch ◀───┘
/// </code>
/// </remarks>
internal sealed partial class DecodeRun : IRun
{
    private readonly DecodeRuns _runs;
    private readonly GenerationSpec? _generation;
    private readonly RequestBook? _book;
    private readonly StatusBoard<DecodeStatus> _board;
    private readonly StandbyHolder _holder;
    private readonly Patience _patience;
    private readonly RunRecorder _recorder;
    private readonly List<byte[]> _spans;
    private readonly List<long> _allocated = [];
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DecodeState _state;
    private DecodeBoundary _boundary;
    private DecodeEpoch? _epoch;
    private string? _lost;
    private bool _isWarm;
    private bool _isCancelled;
    private bool _isLeaving;
    private bool _isStepping;

    /// <summary>A run at a step boundary.</summary>
    /// <param name="runs">What it needs of its silo.</param>
    /// <param name="instance">The instance.</param>
    /// <param name="specs">What is run.</param>
    /// <param name="from">The boundary, the spans of the steps before it, and where its status is put up.</param>
    public DecodeRun(
        DecodeRuns runs,
        string instance,
        OrderSpecs specs,
        (DecodeState State, IEnumerable<byte[]> Spans, StatusBoard<DecodeStatus> Board) from)
    {
        (_runs, Instance) = (runs, instance);
        (Spec, _generation) = specs;
        (_state, _spans, _board) = (from.State, [.. from.Spans], from.Board);
        _book = _generation is null ? null : RequestBook.Read(_generation, _state.Book!);
        _boundary = DecodeBoundary.Read(Spec, _state.Boundary);
        _holder = runs.Standbys.HolderOf(runs.Grains.DecodeInstance(instance).GetGrainId());
        _patience = new Patience(runs.Time);
        _recorder = new RunRecorder(instance, Spec, runs.Meter);
        if (Status.Life == DecodeLife.Done)
        {
            SetResult();
        }
    }

    /// <summary>The instance.</summary>
    public string Instance { get; }

    /// <summary>What is run.</summary>
    public DecodeSpec Spec { get; }

    /// <summary>The last step that was ended here; null before the first.</summary>
    public StepRecord? LastStep => _recorder.Last;

    /// <summary>How far it is.</summary>
    public DecodeStatus Status => _state.Status;

    /// <inheritdoc/>
    public bool IsAtWork => !Status.IsOver;

    /// <inheritdoc/>
    public Guid Ticket => _state.Ticket;

    /// <inheritdoc/>
    public long Epoch => _state.Epoch;

    /// <inheritdoc/>
    public bool IsAbandoned => _holder.IsAbandoned;

    /// <summary>What it found; null before it is done, or where it generates texts.</summary>
    public DecodeResult? Result { get; private set; }

    /// <summary>What it generated; null before it is done, or where it only prices.</summary>
    public GenerationResult? Generation { get; private set; }

    /// <summary>The tokens of each text so far; none where it only prices.</summary>
    public ImmutableArray<ImmutableArray<int>> Texts =>
        [.. _book?.Requests.Select(request => request.Tokens.ToImmutableArray()) ?? []];

    private bool IsGoingOn => !IsComplete && !_isCancelled && !IsAbandoned;

    private bool IsComplete => _book?.IsOver ?? (_boundary.Step == Spec.Steps);

    /// <summary>Ends it at the next step.</summary>
    public void Cancel() => _isCancelled = true;

    /// <inheritdoc/>
    public void Abandon() => _holder.Abandon();

    /// <summary>Leaves it to another silo at the next step boundary; returns when it is left, or over.</summary>
    public Task HandOverAsync()
    {
        _isLeaving = true;
        return Status.IsOver ? Task.CompletedTask : _left.Task;
    }

    /// <inheritdoc/>
    public Task KeepAsync() => _holder.TryBeginAsync(_state, _spans);

    /// <inheritdoc/>
    public async Task RunAsync()
    {
        using var span = _recorder.StartRun(_boundary.Step);
        LogBegan(_runs.Logger, Instance, Spec.Model.Name, Spec.Npus, _boundary.Step);
        try
        {
            await SettleAsync();
            while (!Status.IsOver && !IsAbandoned)
            {
                if (await TryGoOnAsync())
                {
                    _patience.Restart();
                }

                await AfterTryAsync();
            }
        }
        catch (Exception exception)
        {
            // Nobody awaits a run: its status is where a failure is told.
            LogFailed(_runs.Logger, exception, Instance);
            Post(Status with { Life = DecodeLife.Failed, Failure = exception.Message });
            await _holder.TryEndAsync(_state, _spans);
        }

        _left.SetResult();
        _recorder.EndRun(span, Status);
        LogEnded(_runs.Logger, Instance, Status.Life, _boundary.Step, _boundary.Now);
    }

    private async Task SettleAsync()
    {
        if (Status.Life == DecodeLife.Settling)
        {
            var point = await DecodeSetups.SettleAsync(Spec);
            _state = _state with { Microbatches = point.Microbatches, AttentionCores = point.AttentionCores };
            Post(Status with { Life = DecodeLife.Running });
        }
    }

    // Runs steps until the end, or until a host is lost.
    private async Task<bool> TryGoOnAsync()
    {
        var begun = _boundary.Step;
        _lost = null;
        try
        {
            await FormEpochAsync();
            await WarmUpAsync();
            while (IsGoingOn && !_isLeaving && _epoch!.StandsWell(_runs.Layout))
            {
                await RunStepAsync();
            }

            await (IsGoingOn ? LeaveAsync() : EndAsync());
        }
        catch (HostLostException exception)
        {
            _lost = exception.Message;
            LogHostLost(_runs.Logger, Instance, _boundary.Step, _lost);
        }

        return _boundary.Step > begun || Status.IsOver;
    }

    // At a step boundary, which the standby holds: nothing is lost, and no step is begun again.
    private async Task LeaveAsync()
    {
        await _epoch!.CloseAsync();
        if (_isLeaving)
        {
            _holder.Abandon();
        }
    }

    private async Task AfterTryAsync()
    {
        if (Status.IsOver || IsAbandoned)
        {
            return;
        }

        if (_patience.IsOver)
        {
            throw new InvalidOperationException(
                $"No step could be run for {Patience.Limit.TotalMinutes} minutes on the silos that are left: {_lost}.");
        }

        _epoch = null;
        if (_lost is null)
        {
            return;
        }

        if (_isStepping)
        {
            _isStepping = false;
            _recorder.Replay();
            Post(Status with { Replays = Status.Replays + 1 });
        }

        await _patience.PauseAsync();
    }

    private async Task FormEpochAsync()
    {
        _state = _state with { Epoch = _state.Epoch + 1, Boundary = _boundary.ToBytes() };
        var id = new EpochId(Instance, _state.Epoch);
        var epoch = DecodeEpoch.Form(_runs, Spec, id, (_state, AdmissionDocuments.Write(_book?.Admitted ?? [])));
        await _holder.MoveAwayAsync();
        await HoldAsync();
        var latest = await epoch.OpenAsync();
        if (latest > _state.Epoch)
        {
            // Whoever knew how far the last run of this name had come is lost.
            _state = _state with { Epoch = latest };
            throw new HostLostException($"silos know of epoch {latest} of an earlier run");
        }

        _epoch = epoch;
        Post(Status with { Silos = epoch.Silos });
    }

    private async Task WarmUpAsync()
    {
        if (!_isWarm && _boundary.Step == 0 && _book is null)
        {
            await _epoch!.RunStepAsync(_boundary, []);
            await _epoch.RestoreAsync(_boundary);
        }

        _isWarm = true;
    }

    private async Task RunStepAsync()
    {
        using var span = RunRecorder.StartStep();
        var (before, start) = (_boundary, _runs.Time.Timestamp);
        _isStepping = true;
        var allocated = GC.GetTotalAllocatedBytes();
        var admissions = AdmissionDocuments.Write(_book?.AdmitWaiting(_boundary.Now) ?? []);
        var (next, spans, outcomes) = await _epoch!.RunStepAsync(_boundary, admissions);
        _book?.Take(outcomes, next.Now);
        _boundary = next;
        _isStepping = false;
        _spans.Add(spans);
        _allocated.Add(GC.GetTotalAllocatedBytes() - allocated);
        var wall = _runs.Time.Since(start);
        var requests = _book is null ? StepRequests.Of(Spec) : StepRequests.Of(_book, outcomes);
        _state = _state with { Boundary = next.ToBytes(), Book = _book?.ToBytes(), Wall = _state.Wall + wall };
        _recorder.EndStep(span, new StepRecord(before, next, wall, requests), _epoch.Silos);
        Post(Status with { StepsDone = (int)next.Step, Now = next.Now });
        await HoldAsync();
    }

    private async Task EndAsync()
    {
        if (IsAbandoned)
        {
            return;
        }

        await _epoch!.RestoreAsync(_boundary);
        if (IsComplete)
        {
            SetResult();
        }

        Post(Status with { Life = IsComplete ? DecodeLife.Done : DecodeLife.Cancelled });
        await HoldAsync();
    }

    private Task HoldAsync() => _holder.HoldAsync(_state, _spans);

    private void Post(DecodeStatus status) => _state = _state with { Status = _board.Post(status) };

    private void SetResult()
    {
        Result = _book is null ? RunResults.Priced(_state, _boundary, _spans, _allocated) : null;
        Generation = _book is null ? null : RunResults.Generated(_state, _boundary, _generation!, _book);
    }
}
