using System.Collections.Immutable;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using CloudMatrix.Simulation;
using Microsoft.Extensions.Logging;
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
internal sealed class ServiceGrain(
    IGrainFactory grains, IHostTime time, ServingMeter meter, ILogger<ServiceRun> logger)
    : Grain, IServiceGrain
{
    private static readonly TimeSpan NewsPatience = TimeSpan.FromSeconds(5);

    private readonly ServiceRun _run = new(grains, time, meter, logger);
    private Task _work = Task.CompletedTask;

    public Task<RunAdmission> Replay(ReplayOptions replay) =>
        BeginAsync(
            () => ReplaySpecReader.Read(replay with { Service = HostedTimes.Require(replay.Service) }),
            spec => _run.ReplayAsync(this.GetPrimaryKeyString(), spec));

    public Task<RunAdmission> Open(ServingOptions service, double? pace) => pace is { } given && !(given > 0)
        ? Task.FromResult(RunAdmission.Refused([$"pace: {given} is out of range; above 0, or none."]))
        : BeginAsync(
            () => ServingSpecReader.Read(HostedTimes.Require(service)),
            spec => _run.ServeAsync(this.GetPrimaryKeyString(), spec, pace));

    public Task<ServiceStatus> GetStatus() => Task.FromResult(_run.Status);

    public async Task<ServiceStatus> NextStatus(long seen)
    {
        if (_run.Status.Version <= seen)
        {
            await _run.NextNewsAsync(time.PauseAsync(NewsPatience));
        }

        return _run.Status;
    }

    public Task<int> Submit(ImmutableArray<int> prompt, int outputTokens) =>
        Task.FromResult(_run.Submit(prompt, outputTokens));

    public async IAsyncEnumerable<RequestStatus> Follow(int request)
    {
        for (RequestStatus? told = null; told is not { IsOver: true };)
        {
            var status = _run.StatusOf(request);
            if (status != told)
            {
                told = status;
                yield return status;
            }
            else if (_work.IsCompleted)
            {
                yield break;
            }
            else
            {
                await _run.NextNewsAsync(time.PauseAsync(NewsPatience));
            }
        }
    }

    public Task<bool> Cancel(int request) => Task.FromResult(_run.TryCancel(request));

    public Task<ImmutableArray<RequestStatus>> GetRequests() => Task.FromResult(_run.Requests);

    public Task<ImmutableArray<KvBlockKey>> GetBlocks(int request) => Task.FromResult(_run.BlocksOf(request));

    public Task<ServingReport?> GetReport() => Task.FromResult(_run.Report);

    public Task Close()
    {
        if (_run.Status.IsAtWork)
        {
            _run.Close();
        }

        return Task.CompletedTask;
    }

    // The work goes on between calls, on this grain's turns.
    private async Task<RunAdmission> BeginAsync<T>(Func<T> read, Func<T, Task> work)
    {
        try
        {
            var spec = await OffTurn.RunAsync(read);
            if (_run.Status.IsAtWork)
            {
                return RunAdmission.Busy;
            }

            _work = work(spec);
            return RunAdmission.Started;
        }
        catch (ConfigurationException exception)
        {
            return RunAdmission.Refused(exception.Faults);
        }
    }
}
