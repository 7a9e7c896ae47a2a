using System.Collections.Immutable;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>
/// A service at work: its desk hands out messages one after another; its instances and CPUs are grains on whatever
/// silos they live. When a host is lost it begins again with new parts, from the first request: all that it does
/// follows from its order and from what came to it, both of which a standby holds, so that it does the same again.
/// </summary>
internal sealed partial class ServiceRun : IRun
{
    // A trace is served too fast for people to look at each message.
    private const int MessagesPerStatus = 64;

    private static readonly TimeSpan Doze = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan HoldEvery = TimeSpan.FromSeconds(1);

    private readonly ServiceRuns _runs;
    private readonly ServiceWork _work;
    private readonly StatusBoard<ServiceStatus> _board;
    private readonly StandbyHolder _holder;
    private readonly Patience _patience;
    private readonly ServiceClock _clock;
    private readonly ServiceInbox _inbox = new();
    private readonly ServiceHistory _history;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ServiceState _state;
    private ServiceRecorder? _recorder;
    private long _heldAt;
    private long _told;

    /// <summary>A run that begins, or goes on.</summary>
    /// <param name="runs">What it needs of its silo.</param>
    /// <param name="name">The service's name.</param>
    /// <param name="work">What it is to do.</param>
    /// <param name="from">Its state, its order and what came to it, and where its status is put up.</param>
    public ServiceRun(
        ServiceRuns runs,
        string name,
        ServiceWork work,
        (ServiceState State, IEnumerable<byte[]> Entries, StatusBoard<ServiceStatus> Board) from)
    {
        (_runs, Name, _work) = (runs, name, work);
        (_state, _history, _board) = (from.State, new ServiceHistory(from.Entries), from.Board);
        _holder = runs.Standbys.HolderOf(runs.Grains.Service(name).GetGrainId());
        _patience = new Patience(runs.Time);
        _clock = new ServiceClock(runs.Time, work.Order.Pace, _state.Elapsed);
        Seen = new SeenService(_state.Records);
    }

    /// <summary>The service's name.</summary>
    public string Name { get; }

    /// <summary>What people see of it.</summary>
    public SeenService Seen { get; }

    /// <summary>How far it is.</summary>
    public ServiceStatus Status => _state.Status;

    /// <inheritdoc/>
    public Guid Ticket => _state.Ticket;

    /// <inheritdoc/>
    public long Epoch => _state.Epoch;

    /// <inheritdoc/>
    public bool IsAbandoned => _holder.IsAbandoned;

    /// <inheritdoc/>
    public bool IsAtWork => Status.IsAtWork;

    /// <summary>Whether nothing more will happen to it here.</summary>
    public bool HasEnded => _ended.Task.IsCompleted;

    /// <summary>What the replay found; null before it is done.</summary>
    public ServingReport? Report => _state.Report;

    /// <inheritdoc/>
    public void Abandon() => _holder.Abandon();

    /// <inheritdoc/>
    public Task KeepAsync() => _holder.TryBeginAsync(_state, _history.Entries);

    /// <summary>Waits until it is as far as it ever was, or over.</summary>
    public Task WhenCaughtUpAsync() => Task.WhenAny(Seen.CaughtUp, _ended.Task);

    /// <inheritdoc/>
    public async Task RunAsync()
    {
        _recorder = new ServiceRecorder(Name, Status, _runs.Meter, _runs.Time);
        LogBegan(_runs.Logger, Name, Status.Life, _history.Inputs.Count);
        while (IsAtWork && !IsAbandoned)
        {
            await TryServeAsync();
        }

        _inbox.End(IsAbandoned
            ? new OrleansException($"Service {Name} goes on elsewhere; ask again.")
            : new InvalidOperationException($"The service is not open: it is {Status.Life}."));
        _recorder.End();
        _ended.SetResult();
        LogEnded(_runs.Logger, Name, Status.Life, Status.Ended, Status.Now);
    }

    /// <summary>A request arrives, or is asked for again with its ticket.</summary>
    /// <returns>Its number, when a standby knows of it too.</returns>
    /// <exception cref="InvalidOperationException">The service is not open.</exception>
    public async Task<int> SubmitAsync(ImmutableArray<int> prompt, int outputTokens, Guid ticket)
    {
        ArgumentOutOfRangeException.ThrowIfZero(prompt.Length, nameof(prompt));
        ArgumentOutOfRangeException.ThrowIfLessThan(outputTokens, 1);
        if (Status.Life != ServiceLife.Open)
        {
            throw new InvalidOperationException($"The service is not open: it is {Status.Life}.");
        }

        var input = await AddAsync(desk => _history.RequestOf(ticket) is not null ? null : new ServiceInput(
            desk.Taken,
            desk.Ledger.Records.Count,
            new ServicePrompt(
                ArrivalAt(desk), prompt.Length, outputTokens, PromptKeys.Of(prompt.AsSpan(), desk.Terms.Shape)))
        {
            Ticket = ticket,
        });
        return input?.Request ?? _history.RequestOf(ticket)!.Value;
    }

    /// <summary>Nobody wants a request any more.</summary>
    /// <returns>Whether it had not ended.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such request.</exception>
    public async Task<bool> TryCancelAsync(int request)
    {
        if (Seen.RecordOf(request).Outcome != ServedAs.Pending || Status.Life != ServiceLife.Open)
        {
            return false;
        }

        // It may end before its turn comes.
        var input = await AddAsync(desk => desk.Ledger.Records[request].Outcome == ServedAs.Pending
            ? new ServiceInput(desk.Taken, request, null)
            : null);
        return input is not null;
    }

    /// <summary>Ends it.</summary>
    public void Close() => Post(Status with { Life = ServiceLife.Closed });

    private Task<ServiceInput?> AddAsync(Func<ServingDesk, ServiceInput?> make)
    {
        var held = _inbox.AddAsync(make);
        Post(Status);
        return held;
    }

    // Not before a request that was submitted earlier.
    private VirtualTime ArrivalAt(ServingDesk desk)
    {
        var last = desk.Ledger.Records.Count > 0 ? desk.Ledger.Records[^1].ArrivedAt : VirtualTime.Zero;
        return VirtualTime.Max(VirtualTime.Max(desk.Now, last), _clock.Now ?? VirtualTime.Zero);
    }

    private async Task TryServeAsync()
    {
        try
        {
            await ServeAsync();
        }
        catch (Exception exception) when (Lost.IsHost(exception) && !_patience.IsOver)
        {
            LogHostLost(_runs.Logger, Name, exception.Message);
            if (IsAtWork && !IsAbandoned)
            {
                await _patience.PauseAsync();
            }
        }
        catch (Exception exception)
        {
            // Nobody awaits a service: its status is where a failure is told.
            LogFailed(_runs.Logger, exception, Name);
            await FailAsync(exception.Message);
        }
    }

    private async Task FailAsync(string why)
    {
        _state = _state with { Records = [.. Seen.Records] };
        Post(Status with { Life = ServiceLife.Failed, Failure = why });
        await _holder.TryEndAsync(_state, _history.Entries);
    }

    // From the first request to the last, or until a host is lost.
    private async Task ServeAsync()
    {
        _state = _state with { Epoch = _state.Epoch + 1 };
        await _holder.MoveAwayAsync();
        await HoldAsync(_state.Taken);
        var epoch = await ServiceEpoch.OpenAsync(_runs, (Name, _state.Epoch), _work);
        _clock.Start();
        Seen.Begin();
        if (await epoch.TryRedoAsync(_history.Inputs, Math.Max(_state.Taken, Seen.Taken)))
        {
            Post(Status with { Restarts = Status.Restarts + 1 });
        }

        Seen.Show(epoch.Desk);
        for (var goesOn = true; goesOn && IsAtWork && !IsAbandoned;)
        {
            goesOn = await ServeNextAsync(epoch);
            await TellAsync(epoch.Desk);
        }

        if (!IsAbandoned)
        {
            await EndAsync(epoch);
        }
    }

    // Between two messages: what came from outside goes first.
    private async Task<bool> ServeNextAsync(ServiceEpoch epoch)
    {
        if (_inbox.HasNew)
        {
            await TakeInputsAsync(epoch.Desk);
        }
        else if (_work.Replay is not null || epoch.IsDue(_clock.Now))
        {
            return await epoch.TryStepAsync();
        }
        else
        {
            // Nothing happens before its time, if the service keeps pace with real time.
            await _board.NextAsync(_runs.Time.PauseAsync(Doze));
        }

        return true;
    }

    private async Task TakeInputsAsync(ServingDesk desk)
    {
        foreach (var input in _inbox.Take(desk))
        {
            _history.Add(input);
        }

        PostProgress(desk);
        await HoldAsync(desk.Taken);
    }

    private async Task TellAsync(ServingDesk desk)
    {
        if (desk.Taken - _told >= (_work.Replay is null ? 1 : MessagesPerStatus))
        {
            PostProgress(desk);
        }

        if (_runs.Time.Since(_heldAt) > HoldEvery)
        {
            await HoldAsync(desk.Taken);
        }
    }

    private async Task EndAsync(ServiceEpoch epoch)
    {
        epoch.Desk.Close();
        var isDone = Status.Life == ServiceLife.Replaying;
        var report = isDone ? await epoch.ReportAsync(_work.Replay!) : null;
        _state = _state with { Report = report, Records = [.. epoch.Desk.Ledger.Records] };
        PostProgress(epoch.Desk);
        Post(Status with { Life = isDone ? ServiceLife.Done : Status.Life });
        await HoldAsync(epoch.Desk.Taken);
        await epoch.CloseAsync();
    }

    private async Task HoldAsync(long taken)
    {
        _state = _state with { Taken = taken, Elapsed = _clock.Elapsed };
        _heldAt = _runs.Time.Timestamp;
        await _holder.HoldAsync(_state, _history.Entries);
        _inbox.TellHeld();
        _patience.Restart();
    }

    private void PostProgress(ServingDesk desk)
    {
        _told = desk.Taken;
        _recorder!.Progress(desk);
        Post(Status with { Requests = desk.Ledger.Records.Count, Ended = desk.Ledger.Ended, Now = desk.Now });
    }

    private void Post(ServiceStatus status)
    {
        _state = _state with { Status = _board.Post(status) };
        _recorder?.Tell(Status);
    }
}
