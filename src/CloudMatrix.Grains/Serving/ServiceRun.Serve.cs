using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

internal sealed partial class ServiceRun
{
    private async Task TryServeAsync()
    {
        try
        {
            await ServeAsync();
        }
        catch (Exception exception) when (Lost.IsHost(exception) && !_patience.IsOver)
        {
            _isAbandoned |= _holder.IsTakenOver;
            LogHostLost(_runs.Logger, Name, exception.Message);
            if (IsAtWork && !_isAbandoned)
            {
                Post(Status with { Restarts = Status.Restarts + 1 });
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
        _state = _state with { Records = [.. Records] };
        Post(Status with { Life = ServiceLife.Failed, Failure = why });
        try
        {
            await HoldAsync(_state.Taken);
        }
        catch (HostLostException)
        {
            // Whoever brings the run back will find the same.
        }
    }

    // From the first request to the last, or until a host is lost.
    private async Task ServeAsync()
    {
        _state = _state with { Epoch = _state.Epoch + 1 };
        await _holder.MoveAwayAsync();
        await HoldAsync(_state.Taken);
        var desk = await OffTurn.RunAsync(_work.NewDesk);
        var hosted = new HostedServing(_runs.Grains, (Name, _state.Epoch), desk.Terms);
        await hosted.OpenAsync(_work.News);
        _openedAt ??= _runs.Time.Timestamp;
        await CatchUpAsync(hosted, desk);
        for (var goesOn = true; goesOn && IsAtWork && !_isAbandoned;)
        {
            goesOn = await ServeNextAsync(hosted, desk);
            await TellAsync(desk);
        }

        if (!_isAbandoned)
        {
            await EndAsync(hosted, desk);
        }
    }

    // Does what was done before, up to where people have seen it; they go on looking at what was.
    private async Task CatchUpAsync(HostedServing hosted, ServingDesk desk)
    {
        if (_caughtUp.Task.IsCompleted)
        {
            _caughtUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        var seen = Math.Max(_state.Taken, _desk?.Taken ?? 0);
        foreach (var input in _inputs)
        {
            await HandleUntilAsync(input.After, hosted, desk);
            input.ApplyTo(desk);
        }

        await HandleUntilAsync(seen, hosted, desk);
        _desk = desk;
        _caughtUp.SetResult();
    }

    private async Task HandleUntilAsync(long taken, HostedServing hosted, ServingDesk desk)
    {
        while (desk.Taken < taken && !_isAbandoned)
        {
            if (!await HandleNextAsync(hosted, desk) && desk.Taken < taken)
            {
                throw new InvalidOperationException(
                    $"The service took {desk.Taken} messages where it had taken {taken} before: it is not the same.");
            }
        }
    }

    private static async Task<bool> HandleNextAsync(HostedServing hosted, ServingDesk desk)
    {
        if (!desk.TryTake(out var key, out var message))
        {
            return false;
        }

        desk.Add(await hosted.HandleAsync(key, message));
        return true;
    }

    // Between two messages: what came from outside goes first.
    private async Task<bool> ServeNextAsync(HostedServing hosted, ServingDesk desk)
    {
        if (_inbox.HasNew)
        {
            await TakeInputsAsync(desk);
            return true;
        }

        if (_work.Replay is not null)
        {
            return await HandleNextAsync(hosted, desk);
        }

        if (desk.NextAt is { } next && !(PacedNow is { } now && next > VirtualTime.Max(now, desk.Now)))
        {
            await HandleNextAsync(hosted, desk);
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
            _inputs.Add(input);
            _entries.Add(Documents.Write(input));
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

    private async Task EndAsync(HostedServing hosted, ServingDesk desk)
    {
        desk.Close();
        var report = Status.Life == ServiceLife.Replaying
            ? ServingReports.Write(_work.Replay!, desk.Ledger, await hosted.GetTotalsAsync())
            : null;
        _state = _state with { Report = report, Records = [.. desk.Ledger.Records] };
        PostProgress(desk);
        if (report is not null)
        {
            Post(Status with { Life = ServiceLife.Done });
        }

        await HoldAsync(desk.Taken);
        await hosted.CloseAsync();
    }

    private async Task HoldAsync(long taken)
    {
        _state = _state with { Taken = taken, Elapsed = Elapsed };
        _heldAt = _runs.Time.Timestamp;
        _openedAt = _openedAt is null ? null : _heldAt;
        await _holder.HoldAsync(_state, _entries);
        _inbox.TellHeld();
        _patience.Restart();
    }

    private void PostProgress(ServingDesk desk)
    {
        _told = desk.Taken;
        Post(Status with { Requests = desk.Ledger.Records.Count, Ended = desk.Ledger.Ended, Now = desk.Now });
    }
}
