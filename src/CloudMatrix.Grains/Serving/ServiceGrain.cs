using System.Collections.Immutable;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Simulation;
using Orleans.Concurrency;
using Orleans.Placement;

namespace CloudMatrix.Grains;

/// <summary>A service.</summary>
/// <remarks>
/// Reentrant, because people submit and look while it works; is kept, because its work is no call.
/// </remarks>
[Reentrant]
[KeepAlive]
[HashBasedPlacement]
internal sealed class ServiceGrain(IGrainContext context, ServiceRuns runs) : Grain, IServiceGrain, IRunGrain
{
    private readonly RunHost<ServiceStatus, ServiceRun> _host = new(context, runs.Standbys, runs.Time);

    private string Name => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken) => _host.ResumeAsync(
        copy => runs.ResumeAsync(Name, copy, _host.Board));

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _host.Leave();
        return Task.CompletedTask;
    }

    public Task Wake() => Task.CompletedTask;

    public Task<ServiceStatus> GetStatus() => Task.FromResult(_host.Board.Latest);

    public Task<ServiceStatus> NextStatus(long seen) => _host.NextStatusAsync(seen);

    public Task<RunAdmission> Replay(ReplayOptions replay, Guid ticket) =>
        BeginAsync(new ServiceOrder(replay, null, null), ticket);

    public Task<RunAdmission> Open(ServingOptions service, double? pace, Guid ticket) =>
        BeginAsync(new ServiceOrder(null, service, pace), ticket);

    public Task<int> Submit(ImmutableArray<int> prompt, int outputTokens, Guid ticket) =>
        Opened().SubmitAsync(prompt, outputTokens, ticket);

    public async IAsyncEnumerable<RequestStatus> Follow(int request)
    {
        var run = await CaughtUpAsync();
        for (RequestStatus? told = null; told is not { IsOver: true };)
        {
            var status = RequestStatus.Of(run.Seen.RecordOf(request));
            if (status != told)
            {
                told = status;
                yield return status;
            }
            else if (run.HasEnded)
            {
                yield break;
            }
            else
            {
                await _host.NextNewsAsync();
            }
        }
    }

    public async Task<bool> Cancel(int request) => await (await CaughtUpAsync()).TryCancelAsync(request);

    public Task<ImmutableArray<RequestStatus>> GetRequests() =>
        Task.FromResult<ImmutableArray<RequestStatus>>([.. _host.Run?.Seen.Records.Select(RequestStatus.Of) ?? []]);

    public Task<ImmutableArray<RequestRecord>> GetRecords() =>
        Task.FromResult<ImmutableArray<RequestRecord>>([.. _host.Run?.Seen.Records ?? []]);

    public async Task<ImmutableArray<KvBlockKey>> GetBlocks(int request) =>
        (await CaughtUpAsync()).Seen.BlocksOf(request);

    public Task<ServingReport?> GetReport() => Task.FromResult(_host.Run?.Report);

    public Task Close()
    {
        if (_host.Run is { IsAtWork: true } run)
        {
            run.Close();
        }

        return Task.CompletedTask;
    }

    private Task<RunAdmission> BeginAsync(ServiceOrder order, Guid ticket) => _host.AdmitAsync(
        ticket,
        () => OffTurn.RunAsync(() => ServiceWork.Read(order)),
        (work, beginning) => runs.New(Name, work, beginning));

    private ServiceRun Opened() =>
        _host.Run ?? throw new InvalidOperationException($"The service is not open: it is {ServiceLife.None}.");

    private async Task<ServiceRun> CaughtUpAsync()
    {
        var run = Opened();
        await run.WhenCaughtUpAsync();
        return run;
    }
}
