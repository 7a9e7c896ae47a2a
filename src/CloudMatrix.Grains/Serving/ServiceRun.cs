using System.Collections.Immutable;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using CloudMatrix.Simulation;
using Microsoft.Extensions.Logging;

namespace CloudMatrix.Grains;

/// <summary>
/// A service at work: its desk hands out messages one after another; its instances and CPUs are grains on whatever
/// silos they live.
/// </summary>
/// <param name="grains">Reaches them.</param>
/// <param name="time">Real time.</param>
/// <param name="meter">What services measure.</param>
/// <param name="logger">Where it tells what happens to it.</param>
internal sealed partial class ServiceRun(
    IGrainFactory grains, IHostTime time, ServingMeter meter, ILogger<ServiceRun> logger)
{
    private const int RestartsMax = 60;
    private const int MessagesPerStatus = 64;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Doze = TimeSpan.FromMilliseconds(50);

    private readonly News _news = new();
    private ServingDesk? _desk;
    private ServiceRecorder? _recorder;
    private double? _pace;
    private long _openedAt;

    /// <summary>How far it is.</summary>
    public ServiceStatus Status { get; private set; } = ServiceStatus.None;

    /// <summary>What the last replay found.</summary>
    public ServingReport? Report { get; private set; }

    /// <summary>What is known of all requests.</summary>
    public ImmutableArray<RequestStatus> Requests => [.. _desk?.Ledger.Records.Select(RequestStatus.Of) ?? []];

    // A request that is submitted now arrives at this time of the service.
    private VirtualTime Now => _pace is { } pace ? VirtualTime.Max(_desk!.Now, Paced(pace)) : _desk!.Now;

    /// <summary>Waits for news, or for patience to end.</summary>
    public Task NextNewsAsync(Task patience) => _news.NextAsync(patience);

    /// <summary>Replays a trace to its end, from the beginning again where a host is lost.</summary>
    /// <param name="name">The service's name.</param>
    /// <param name="replay">The trace and the service.</param>
    public async Task ReplayAsync(string name, ReplaySpec replay)
    {
        Report = null;
        Post(ServiceStatus.None with { Life = ServiceLife.Replaying });
        _recorder = new ServiceRecorder(name, Status, meter, time);
        while (Status.Life == ServiceLife.Replaying)
        {
            try
            {
                await ReplayOnceAsync(name, replay);
            }
            catch (Exception exception) when (IsHostLost(exception) && Status.Restarts < RestartsMax)
            {
                LogHostLost(logger, name, exception.Message);
                Post(Status with { Restarts = Status.Restarts + 1 });
                await time.PauseAsync(RetryAfter);
            }
            catch (Exception exception)
            {
                Fail(name, exception);
            }
        }

        _recorder.End();
    }

    /// <summary>Serves whoever submits requests, until it is closed.</summary>
    /// <param name="name">The service's name.</param>
    /// <param name="service">The service.</param>
    /// <param name="pace">Virtual seconds in a second of real time; null: as fast as it goes.</param>
    public async Task ServeAsync(string name, ServingSpec service, double? pace)
    {
        (_desk, _pace, _openedAt) = (new ServingDesk(service), pace, time.Timestamp);
        Post(ServiceStatus.None with { Life = ServiceLife.Open });
        _recorder = new ServiceRecorder(name, Status, meter, time);
        try
        {
            var hosted = new HostedServing(grains, name, _desk.Terms);
            await hosted.OpenAsync(TokenNews.EachIteration);
            _openedAt = time.Timestamp;
            while (Status.Life == ServiceLife.Open)
            {
                await ServeNextAsync(hosted, _desk);
            }

            _desk.Close();
            PostProgress();
            await hosted.CloseAsync();
        }
        catch (Exception exception)
        {
            Fail(name, exception);
        }

        _recorder.End();
    }

    /// <summary>A request arrives.</summary>
    /// <returns>Its number.</returns>
    /// <exception cref="InvalidOperationException">The service is not open.</exception>
    public int Submit(ImmutableArray<int> prompt, int outputTokens)
    {
        ArgumentOutOfRangeException.ThrowIfZero(prompt.Length, nameof(prompt));
        ArgumentOutOfRangeException.ThrowIfLessThan(outputTokens, 1);
        if (Status.Life != ServiceLife.Open)
        {
            throw new InvalidOperationException($"The service is not open: it is {Status.Life}.");
        }

        var desk = _desk!;
        var last = desk.Ledger.Records.Count > 0 ? desk.Ledger.Records[^1].ArrivedAt : VirtualTime.Zero;
        var keys = PromptKeys.Of(prompt.AsSpan(), desk.Terms.Shape);
        var request = desk.Submit(VirtualTime.Max(Now, last), (prompt.Length, outputTokens), keys);
        PostProgress();
        return request;
    }

    /// <summary>Nobody wants a request any more.</summary>
    /// <returns>Whether it had not ended.</returns>
    public bool TryCancel(int request)
    {
        if (StatusOf(request).IsOver || Status.Life != ServiceLife.Open)
        {
            return false;
        }

        _desk!.Cancel(request);
        _news.Tell();
        return true;
    }

    /// <summary>The keys of a request's prompt.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such request.</exception>
    public ImmutableArray<KvBlockKey> BlocksOf(int request) => _desk!.KeysOf(StatusOf(request).Request);

    /// <summary>What is known of a request.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such request.</exception>
    public RequestStatus StatusOf(int request)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(request);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(request, Status.Requests);
        return RequestStatus.Of(_desk!.Ledger.Records[request]);
    }

    /// <summary>Ends it.</summary>
    public void Close() => Post(Status with { Life = ServiceLife.Closed });

    private static bool IsHostLost(Exception exception) =>
        exception is PartLostException or OrleansException or TimeoutException;

    private async Task ReplayOnceAsync(string name, ReplaySpec replay)
    {
        _desk = await OffTurn.RunAsync(() => ServingDesk.For(replay));
        var hosted = new HostedServing(grains, name, _desk.Terms);
        await hosted.OpenAsync(TokenNews.AtTheEnd);
        while (Status.Life == ServiceLife.Replaying && _desk.TryTake(out var key, out var message))
        {
            _desk.Add(await hosted.HandleAsync(key, message));
            if (_desk.Taken % MessagesPerStatus == 0)
            {
                PostProgress();
            }
        }

        _desk.Close();
        PostProgress();
        if (Status.Life == ServiceLife.Replaying)
        {
            Report = ServingReports.Write(replay, _desk.Ledger, await hosted.GetTotalsAsync());
            Post(Status with { Life = ServiceLife.Done });
        }

        await hosted.CloseAsync();
    }

    // Nothing happens before its time, if the service keeps pace with real time.
    private async Task ServeNextAsync(HostedServing hosted, ServingDesk desk)
    {
        if (desk.NextAt is not { } next || next > Now && _pace is not null)
        {
            await _news.NextAsync(time.PauseAsync(Doze));
        }
        else if (desk.TryTake(out var key, out var message))
        {
            desk.Add(await hosted.HandleAsync(key, message));
            PostProgress();
        }
        else
        {
            PostProgress();
        }
    }

    private VirtualTime Paced(double pace) =>
        VirtualTime.Zero + VirtualDuration.FromSeconds(time.Since(_openedAt).TotalSeconds * pace);

    private void Fail(string name, Exception exception)
    {
        // Nobody awaits a service: its status is where a failure is told.
        LogFailed(logger, exception, name);
        Post(Status with { Life = ServiceLife.Failed, Failure = exception.Message });
    }

    private void PostProgress()
    {
        _recorder?.Progress(_desk!);
        var ledger = _desk!.Ledger;
        Post(Status with { Requests = ledger.Records.Count, Ended = ledger.Ended, Now = _desk.Now });
    }

    private void Post(ServiceStatus status)
    {
        Status = status with { Version = Status.Version + 1 };
        _recorder?.Tell(Status);
        _news.Tell();
    }
}
