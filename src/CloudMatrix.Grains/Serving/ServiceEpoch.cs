using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>A service from its first request on, with parts that nobody else uses, until one of them is lost.</summary>
internal sealed class ServiceEpoch
{
    private readonly ServiceRuns _runs;
    private readonly ServiceWork _work;
    private readonly HostedServing _hosted;

    private ServiceEpoch(ServiceRuns runs, ServiceWork work, HostedServing hosted, ServingDesk desk)
    {
        (_runs, _work) = (runs, work);
        (_hosted, Desk) = (hosted, desk);
    }

    /// <summary>The queue of messages, and what becomes of each request.</summary>
    public ServingDesk Desk { get; }

    /// <summary>Opens all parts, at rest.</summary>
    /// <param name="runs">What the run needs of its silo.</param>
    /// <param name="service">The service's name, and the number of the epoch.</param>
    /// <param name="work">What it is to do.</param>
    public static async Task<ServiceEpoch> OpenAsync(
        ServiceRuns runs, (string Name, long Epoch) service, ServiceWork work)
    {
        var desk = await OffTurn.RunAsync(work.NewDesk);
        var hosted = new HostedServing(runs.Grains, service, desk.Terms);
        await hosted.OpenAsync(work.News);
        return new ServiceEpoch(runs, work, hosted, desk);
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

    /// <summary>Does what was done before, up to a message: here, and then all parts are told what they were told.
    /// </summary>
    /// <param name="inputs">What came from outside.</param>
    /// <param name="taken">Messages taken by then.</param>
    /// <returns>Whether anything was.</returns>
    /// <exception cref="InvalidOperationException">It is not the same that was done before.</exception>
    public async Task<bool> TryRedoAsync(IReadOnlyList<ServiceInput> inputs, long taken)
    {
        if (taken == 0 && inputs.Count == 0)
        {
            return false;
        }

        var times = await _runs.Times.GetAsync(_work.Service);
        await _hosted.CatchUpAsync(await OffTurn.RunAsync(() => Rehearse(times, inputs, taken)));
        return true;
    }

    /// <summary>What a trace that has been served found.</summary>
    public async Task<ServingReport> ReportAsync(ReplaySpec replay) =>
        ServingReports.Write(replay, Desk.Ledger, await _hosted.GetTotalsAsync());

    /// <summary>Gives what the parts hold back.</summary>
    public Task CloseAsync() => _hosted.CloseAsync();

    private ServingRehearsal Rehearse(IServingTimes times, IReadOnlyList<ServiceInput> inputs, long taken)
    {
        var rehearsal = new ServingRehearsal(Desk, times, _work.News);
        foreach (var input in inputs)
        {
            rehearsal.Redo(input.After);
            input.ApplyTo(Desk);
        }

        rehearsal.Redo(taken);
        return rehearsal;
    }
}
