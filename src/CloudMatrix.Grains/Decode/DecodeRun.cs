using System.Collections.Immutable;
using System.Runtime.InteropServices;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
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
internal sealed partial class DecodeRun
{
    private const int TriesMax = 60;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(500);

    private readonly DecodeRuns _runs;
    private readonly string _instance;
    private readonly DecodeSpec _spec;
    private readonly GenerationSpec? _generation;
    private readonly RequestBook? _book;
    private readonly StatusBoard _board;
    private readonly StandbyHolder _holder;
    private readonly RunRecorder _recorder;
    private readonly List<byte[]> _spans;
    private readonly List<long> _allocated = [];
    private StandbyState _state;
    private DecodeBoundary _boundary;
    private DecodeEpoch? _epoch;
    private string? _lost;
    private bool _isWarm;
    private bool _isAbandoned;
    private bool _isCancelled;

    /// <summary>A run at a step boundary.</summary>
    /// <param name="runs">What it needs of its silo.</param>
    /// <param name="instance">The instance.</param>
    /// <param name="specs">What is run.</param>
    /// <param name="from">The boundary, and where its status is put up.</param>
    public DecodeRun(DecodeRuns runs, string instance, OrderSpecs specs, (StandbyCopy Copy, StatusBoard Board) from)
    {
        _runs = runs;
        _instance = instance;
        (_spec, _generation) = specs;
        _board = from.Board;
        _state = from.Copy.State;
        _book = _generation is null ? null : RequestBook.Read(_generation, _state.Book!);
        _spans = [.. from.Copy.Spans];
        _boundary = DecodeBoundary.Read(_spec, _state.Boundary);
        _holder = new StandbyHolder(runs, instance);
        _recorder = new RunRecorder(instance, _spec, runs.Meter);
        if (Status.Life == DecodeLife.Done)
        {
            SetResult(Status.Silos);
        }
    }

    /// <summary>The instance.</summary>
    public string Instance => _instance;

    /// <summary>What is run.</summary>
    public DecodeSpec Spec => _spec;

    /// <summary>The last step that was ended here; null before the first.</summary>
    public StepRecord? LastStep => _recorder.Last;

    /// <summary>How far it is.</summary>
    public DecodeStatus Status => _state.Status;

    /// <summary>The number of its last epoch.</summary>
    public long Epoch => _state.Epoch;

    /// <summary>What it found; null before it is done, or where it generates texts.</summary>
    public DecodeResult? Result { get; private set; }

    /// <summary>What it generated; null before it is done, or where it only prices.</summary>
    public GenerationResult? Generation { get; private set; }

    /// <summary>The tokens of each text so far; none where it only prices.</summary>
    public ImmutableArray<ImmutableArray<int>> Texts =>
        [.. _book?.Requests.Select(request => request.Tokens.ToImmutableArray()) ?? []];

    private bool IsComplete => _book?.IsOver ?? (_boundary.Step == _spec.Steps);

    /// <summary>Ends it at the next step.</summary>
    public void Cancel() => _isCancelled = true;

    /// <summary>Leaves it as it is: another activation of the instance goes on with it.</summary>
    public void Abandon() => _isAbandoned = true;

    /// <summary>Runs to the end; one that is over already does nothing.</summary>
    public async Task RunAsync()
    {
        if (Status.IsOver)
        {
            return;
        }

        using var span = _recorder.StartRun(_boundary.Step);
        LogBegan(_runs.Logger, _instance, _spec.Model.Name, _spec.Npus, _boundary.Step);
        try
        {
            await SettleAsync();
            for (var tries = 0; !Status.IsOver && !_isAbandoned;)
            {
                tries = await TryGoOnAsync() ? 0 : tries + 1;
                await AfterTryAsync(tries);
            }
        }
        catch (Exception exception)
        {
            // Nobody awaits a run: its status is where a failure is told.
            LogFailed(_runs.Logger, exception, _instance);
            await FailAsync(exception.Message);
        }

        _recorder.EndRun(span, Status);
        LogEnded(_runs.Logger, _instance, Status.Life, _boundary.Step, (_boundary.Now - VirtualTime.Zero).TotalMilliseconds);
    }

    private async Task FailAsync(string why)
    {
        Post(Status with { Life = DecodeLife.Failed, Failure = why });
        try
        {
            await HoldAsync();
        }
        catch (EpochLostException)
        {
            // Whoever brings the run back will find the same.
        }
    }

    private async Task SettleAsync()
    {
        if (Status.Life == DecodeLife.Settling)
        {
            var point = await DecodeSetups.SettleAsync(_spec);
            _state = _state with { Microbatches = point.Microbatches, AttentionCores = point.AttentionCores };
            Post(Status with { Life = DecodeLife.Running });
        }
    }

    // Runs steps until the end, or until a host is lost.
    private async Task<bool> TryGoOnAsync()
    {
        var begun = _boundary.Step;
        try
        {
            await FormEpochAsync();
            await WarmUpAsync();
            while (!IsComplete && !_isCancelled && !_isAbandoned)
            {
                await RunStepAsync();
            }

            await EndAsync();
        }
        catch (EpochLostException exception)
        {
            _lost = exception.Message;
            LogHostLost(_runs.Logger, _instance, _boundary.Step, _lost);
        }

        return _boundary.Step > begun || Status.IsOver;
    }

    private async Task AfterTryAsync(int tries)
    {
        if (Status.IsOver || _isAbandoned)
        {
            return;
        }

        if (tries > TriesMax)
        {
            throw new InvalidOperationException(
                $"No step could be run in {TriesMax} tries on the silos that are left; the last failed: {_lost}.");
        }

        _epoch = null;
        _recorder.Replay();
        Post(Status with { Replays = Status.Replays + (tries <= 1 ? 1 : 0) });
        await _runs.Time.PauseAsync(RetryAfter);
    }

    private async Task FormEpochAsync()
    {
        _state = _state with { Epoch = _state.Epoch + 1, Boundary = _boundary.ToBytes() };
        var id = new EpochId(_instance, _state.Epoch);
        var epoch = DecodeEpoch.Form(_runs, _spec, id, (_state, AdmissionDocuments.Write(_book?.Admitted ?? [])));
        await _holder.MoveAwayAsync();
        await HoldAsync();
        await epoch.OpenAsync();
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
        var allocated = GC.GetTotalAllocatedBytes();
        var admissions = AdmissionDocuments.Write(_book?.AdmitWaiting(_boundary.Now) ?? []);
        var (next, spans, outcomes) = await _epoch!.RunStepAsync(_boundary, admissions);
        _book?.Take(outcomes, next.Now);
        _boundary = next;
        _spans.Add(spans);
        _allocated.Add(GC.GetTotalAllocatedBytes() - allocated);
        var wall = _runs.Time.Since(start);
        _state = _state with { Boundary = next.ToBytes(), Book = _book?.ToBytes(), Wall = _state.Wall + wall };
        _recorder.EndStep(span, new StepRecord(before, next, wall, RequestsOf(outcomes)), _epoch.Silos);
        Post(Status with { StepsDone = (int)next.Step, Now = next.Now });
        await HoldAsync();
    }

    private StepRequests RequestsOf(ImmutableArray<RequestOutcome> outcomes) => _book is null
        ? new StepRequests(_spec.RequestCount, 0, _spec.RequestCount * _spec.TokensPerStep)
        : new StepRequests(outcomes.Length, _book.Waiting, outcomes.Sum(outcome => outcome.Gained.Length));

    private async Task EndAsync()
    {
        if (_isAbandoned)
        {
            return;
        }

        await _epoch!.RestoreAsync(_boundary);
        if (IsComplete)
        {
            SetResult(_epoch.Silos);
        }

        Post(Status with { Life = IsComplete ? DecodeLife.Done : DecodeLife.Cancelled });
        await HoldAsync();
    }

    private async Task HoldAsync()
    {
        if (await _holder.PutAsync(_state, _spans) == StandbyOutcome.Outdated)
        {
            // Another activation goes on with the run; this one must not.
            Abandon();
            throw new EpochLostException("a later epoch has begun");
        }
    }

    private void Post(DecodeStatus status) => _state = _state with { Status = _board.Post(status) };

    private void SetResult(int silos)
    {
        if (_book is null)
        {
            Result = NewResult(silos);
        }
        else
        {
            var run = (_boundary.Total(), (int)_boundary.Step, _boundary.Now);
            var report = GenerationReports.Write(_generation!, _state.Point, _book, run);
            Generation = new GenerationResult(report, _state.Wall, silos);
        }
    }

    private DecodeResult NewResult(int silos)
    {
        var allocated = _allocated.Order().ToList();
        return new DecodeResult(
            _boundary.Report(_state.Point),
            Timeline(),
            _state.Wall,
            silos,
            allocated.Count > 0 ? allocated[allocated.Count / 2] : 0);
    }

    private ImmutableArray<TimelineSpan> Timeline() =>
    [
        .. _spans.SelectMany(step => MemoryMarshal.Cast<byte, TimelineSpan>(step).ToArray())
            .OrderBy(span => span.Die.Index),
    ];
}
