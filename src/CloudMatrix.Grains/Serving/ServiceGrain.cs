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
internal sealed class ServiceGrain(ServiceRuns runs)
    : RunGrain<ServiceStatus, ServiceRun>(runs.Standbys, runs.Time), IServiceGrain
{
    private string Name => this.GetPrimaryKeyString();

    public Task<RunAdmission> Replay(ReplayOptions replay) => BeginAsync(new ServiceOrder(replay, null, null));

    public Task<RunAdmission> Open(ServingOptions service, double? pace) =>
        BeginAsync(new ServiceOrder(null, service, pace));

    public Task<int> Submit(ImmutableArray<int> prompt, int outputTokens) => Opened().SubmitAsync(prompt, outputTokens);

    public async IAsyncEnumerable<RequestStatus> Follow(int request)
    {
        var run = await CaughtUpAsync();
        for (RequestStatus? told = null; told is not { IsOver: true };)
        {
            var status = run.StatusOf(request);
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
                await Board.NextAsync(NextNews());
            }
        }
    }

    public async Task<bool> Cancel(int request) => await (await CaughtUpAsync()).TryCancelAsync(request);

    public Task<ImmutableArray<RequestStatus>> GetRequests() =>
        Task.FromResult<ImmutableArray<RequestStatus>>([.. Run?.Records.Select(RequestStatus.Of) ?? []]);

    public Task<ImmutableArray<RequestRecord>> GetRecords() =>
        Task.FromResult<ImmutableArray<RequestRecord>>([.. Run?.Records ?? []]);

    public async Task<ImmutableArray<KvBlockKey>> GetBlocks(int request) => (await CaughtUpAsync()).BlocksOf(request);

    public Task<ServingReport?> GetReport() => Task.FromResult(Run?.Report);

    public Task Close()
    {
        if (Run is { IsAtWork: true } run)
        {
            run.Close();
        }

        return Task.CompletedTask;
    }

    protected override Task<ServiceRun> ResumeAsync(StandbyCopy copy) => runs.ResumeAsync(Name, copy, Board);

    private Task<RunAdmission> BeginAsync(ServiceOrder order) => AdmitAsync(
        () => OffTurn.RunAsync(() => ServiceWork.Read(order)),
        work => runs.New(Name, work, (Board, Run?.Epoch ?? 0)));

    private ServiceRun Opened() =>
        Run ?? throw new InvalidOperationException($"The service is not open: it is {ServiceLife.None}.");

    private async Task<ServiceRun> CaughtUpAsync()
    {
        var run = Opened();
        await run.WhenCaughtUpAsync();
        return run;
    }
}
