using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>A service from its first request on, with parts that nobody else uses, until one of them is lost.</summary>
internal sealed class ServiceEpoch
{
    private readonly HostedServing _hosted;

    private ServiceEpoch(HostedServing hosted, ServingDesk desk) => (_hosted, Desk) = (hosted, desk);

    /// <summary>The queue of messages, and what becomes of each request.</summary>
    public ServingDesk Desk { get; }

    /// <summary>Opens all parts, at rest.</summary>
    /// <param name="grains">Reaches them.</param>
    /// <param name="service">The service's name, and the number of the epoch.</param>
    /// <param name="work">What it is to do.</param>
    public static async Task<ServiceEpoch> OpenAsync(
        IGrainFactory grains, (string Name, long Epoch) service, ServiceWork work)
    {
        var desk = await OffTurn.RunAsync(work.NewDesk);
        var hosted = new HostedServing(grains, service, desk.Terms);
        await hosted.OpenAsync(work.News);
        return new ServiceEpoch(hosted, desk);
    }

    /// <summary>Whether something happens at a time of the service, or before it; null: whenever.</summary>
    public bool IsDue(VirtualTime? now) =>
        Desk.NextAt is { } next && !(now is { } time && next > VirtualTime.Max(time, Desk.Now));

    /// <summary>Takes the next message, and hands it out.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> TryStepAsync()
    {
        if (!Desk.TryTake(out var key, out var message))
        {
            return false;
        }

        if (message is not null)
        {
            Desk.Add(await _hosted.HandleAsync(key, message));
        }

        return true;
    }

    /// <summary>Does what was done before, up to a message.</summary>
    /// <param name="inputs">What came from outside.</param>
    /// <param name="taken">Messages taken by then.</param>
    /// <exception cref="InvalidOperationException">It is not the same that was done before.</exception>
    public async Task RedoAsync(IEnumerable<ServiceInput> inputs, long taken)
    {
        foreach (var input in inputs)
        {
            await RedoAsync(input.After);
            input.ApplyTo(Desk);
        }

        await RedoAsync(taken);
    }

    /// <summary>What a trace that has been served found.</summary>
    public async Task<ServingReport> ReportAsync(ReplaySpec replay) =>
        ServingReports.Write(replay, Desk.Ledger, await _hosted.GetTotalsAsync());

    /// <summary>Gives what the parts hold back.</summary>
    public Task CloseAsync() => _hosted.CloseAsync();

    private async Task RedoAsync(long taken)
    {
        while (Desk.Taken < taken)
        {
            if (!await TryStepAsync())
            {
                throw new InvalidOperationException(
                    $"The service took {Desk.Taken} messages where it had taken {taken} before: it is not the same.");
            }
        }
    }
}
