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
    private readonly ServiceInbox _inbox = new();
    private readonly ContextShape _shape;
    private readonly List<byte[]> _entries;
    private readonly List<ServiceInput> _inputs;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _caughtUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ServiceState _state;
    private ServingDesk? _desk;
    private long? _openedAt;
    private long _heldAt;
    private long _told;
    private bool _isAbandoned;

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
        (_state, _entries, _board) = (from.State, [.. from.Entries], from.Board);
        _inputs = [.. _entries.Skip(1).Select(entry => Documents.Read<ServiceInput>(entry))];
        _holder = runs.Standbys.HolderOf(runs.Grains.Service(name).GetGrainId());
        _patience = new Patience(runs.Time);
        _shape = ContextShape.Of(work.Service.Options.Model, work.Service.Options.BlockTokens);
    }

    /// <summary>The service's name.</summary>
    public string Name { get; }

    /// <summary>How far it is.</summary>
    public ServiceStatus Status => _state.Status;

    /// <summary>The number of its last epoch.</summary>
    public long Epoch => _state.Epoch;

    /// <inheritdoc/>
    public bool IsAtWork => Status.IsAtWork;

    /// <summary>What the replay found; null before it is done.</summary>
    public ServingReport? Report => _state.Report;

    /// <summary>What is known of all requests.</summary>
    public IReadOnlyList<RequestRecord> Records => _desk?.Ledger.Records ?? _state.Records;

    /// <summary>Whether nothing more will happen to it here.</summary>
    public bool HasEnded => _ended.Task.IsCompleted;

    private TimeSpan Elapsed => _state.Elapsed
        + (_openedAt is { } openedAt ? _runs.Time.Since(openedAt) : TimeSpan.Zero);

    private VirtualTime? PacedNow => _work.Order.Pace is { } pace
        ? VirtualTime.Zero + VirtualDuration.FromSeconds(Elapsed.TotalSeconds * pace)
        : null;

    /// <inheritdoc/>
    public void Abandon() => _isAbandoned = true;

    /// <inheritdoc/>
    public Task KeepAsync() => _holder.TryBeginAsync(_state, _entries);

    /// <summary>Waits until it is as far as it was before a host was lost, or is over.</summary>
    public Task WhenCaughtUpAsync() => Task.WhenAny(_caughtUp.Task, _ended.Task);

    /// <inheritdoc/>
    public async Task RunAsync()
    {
        LogBegan(_runs.Logger, Name, Status.Life, _inputs.Count);
        while (IsAtWork && !_isAbandoned)
        {
            await TryServeAsync();
        }

        _inbox.End(_isAbandoned
            ? new OrleansException($"Service {Name} goes on elsewhere; ask again.")
            : new InvalidOperationException($"The service is not open: it is {Status.Life}."));
        _ended.SetResult();
        LogEnded(_runs.Logger, Name, Status.Life, Status.Ended, Status.Now);
    }

    /// <summary>A request arrives.</summary>
    /// <returns>Its number, when a standby knows of it too.</returns>
    /// <exception cref="InvalidOperationException">The service is not open.</exception>
    public async Task<int> SubmitAsync(ImmutableArray<int> prompt, int outputTokens)
    {
        ArgumentOutOfRangeException.ThrowIfZero(prompt.Length, nameof(prompt));
        ArgumentOutOfRangeException.ThrowIfLessThan(outputTokens, 1);
        if (Status.Life != ServiceLife.Open)
        {
            throw new InvalidOperationException($"The service is not open: it is {Status.Life}.");
        }

        var keys = PromptKeys.Of(prompt.AsSpan(), _shape);
        var input = await AddAsync(desk => new ServiceInput(
            desk.Taken,
            desk.Ledger.Records.Count,
            new ServicePrompt(ArrivalAt(desk), prompt.Length, outputTokens, keys)));
        return input!.Request;
    }

    /// <summary>Nobody wants a request any more.</summary>
    /// <returns>Whether it had not ended.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such request.</exception>
    public async Task<bool> TryCancelAsync(int request)
    {
        if (RecordOf(request).Outcome != ServedAs.Pending || Status.Life != ServiceLife.Open)
        {
            return false;
        }

        // It may end before its turn comes.
        var input = await AddAsync(desk => desk.Ledger.Records[request].Outcome == ServedAs.Pending
            ? new ServiceInput(desk.Taken, request, null)
            : null);
        return input is not null;
    }

    /// <summary>What is known of a request.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such request.</exception>
    public RequestStatus StatusOf(int request) => RequestStatus.Of(RecordOf(request));

    /// <summary>The keys of a request's prompt.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such request.</exception>
    public ImmutableArray<KvBlockKey> BlocksOf(int request)
    {
        RecordOf(request);
        return _desk?.KeysOf(request)
            ?? _inputs.First(input => input.Request == request && input.Prompt is not null).Prompt!.Keys;
    }

    /// <summary>Ends it.</summary>
    public void Close() => Post(Status with { Life = ServiceLife.Closed });

    private RequestRecord RecordOf(int request)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(request);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(request, Records.Count);
        return Records[request];
    }

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
        return VirtualTime.Max(VirtualTime.Max(desk.Now, last), PacedNow ?? VirtualTime.Zero);
    }

    private void Post(ServiceStatus status) => _state = _state with { Status = _board.Post(status) };
}
