using System.Collections.Immutable;
using System.Runtime.InteropServices;
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
internal sealed partial class DecodeRun
{
    private const int TriesMax = 60;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(500);

    private readonly DecodeRuns _runs;
    private readonly string _instance;
    private readonly DecodeSpec _spec;
    private readonly StatusBoard _board;
    private readonly StandbyHolder _holder;
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
    /// <param name="spec">What is run.</param>
    /// <param name="from">The boundary, and where its status is put up.</param>
    public DecodeRun(DecodeRuns runs, string instance, DecodeSpec spec, (StandbyCopy Copy, StatusBoard Board) from)
    {
        _runs = runs;
        _instance = instance;
        _spec = spec;
        _board = from.Board;
        _state = from.Copy.State;
        _spans = [.. from.Copy.Spans];
        _boundary = DecodeBoundary.Read(spec, _state.Boundary);
        _holder = new StandbyHolder(runs, instance);
        Result = Status.Life == DecodeLife.Done ? NewResult(Status.Silos) : null;
    }

    /// <summary>How far it is.</summary>
    public DecodeStatus Status => _state.Status;

    /// <summary>The number of its last epoch.</summary>
    public long Epoch => _state.Epoch;

    /// <summary>What it found; null before it is done.</summary>
    public DecodeResult? Result { get; private set; }

    /// <summary>Ends it at the next step.</summary>
    public void Cancel() => _isCancelled = true;

    /// <summary>Leaves it as it is: another activation of the instance goes on with it.</summary>
    public void Abandon() => _isAbandoned = true;

    /// <summary>Runs to the end.</summary>
    public async Task RunAsync()
    {
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
            while (_boundary.Step < _spec.Steps && !_isCancelled && !_isAbandoned)
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
        Post(Status with { Replays = Status.Replays + (tries <= 1 ? 1 : 0) });
        await _runs.Time.PauseAsync(RetryAfter);
    }

    private async Task FormEpochAsync()
    {
        _state = _state with { Epoch = _state.Epoch + 1, Boundary = _boundary.ToBytes() };
        var epoch = DecodeEpoch.Form(_runs, _spec, new EpochId(_instance, _state.Epoch), _state);
        await _holder.MoveAwayAsync();
        await HoldAsync();
        await epoch.OpenAsync();
        _epoch = epoch;
        Post(Status with { Silos = epoch.Silos });
    }

    private async Task WarmUpAsync()
    {
        if (!_isWarm && _boundary.Step == 0)
        {
            await _epoch!.RunStepAsync(_boundary);
            await _epoch.RestoreAsync(_boundary);
        }

        _isWarm = true;
    }

    private async Task RunStepAsync()
    {
        var start = _runs.Time.Timestamp;
        var allocated = GC.GetTotalAllocatedBytes();
        var (next, spans) = await _epoch!.RunStepAsync(_boundary);
        _boundary = next;
        _spans.Add(spans);
        _allocated.Add(GC.GetTotalAllocatedBytes() - allocated);
        _state = _state with { Boundary = next.ToBytes(), Wall = _state.Wall + _runs.Time.Since(start) };
        Post(Status with { StepsDone = (int)next.Step, Now = next.Now });
        await HoldAsync();
    }

    private async Task EndAsync()
    {
        if (_isAbandoned)
        {
            return;
        }

        await _epoch!.RestoreAsync(_boundary);
        if (_boundary.Step == _spec.Steps)
        {
            Result = NewResult(_epoch.Silos);
        }

        Post(Status with { Life = Result is null ? DecodeLife.Cancelled : DecodeLife.Done });
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
