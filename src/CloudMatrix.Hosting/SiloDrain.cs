using CloudMatrix.Grains;
using CloudMatrix.Grains.Abstractions;
using Microsoft.Extensions.Logging;

namespace CloudMatrix.Hosting;

/// <summary>
/// When the silo is asked to stop, gives what it does to those that stay before it leaves: runs at their next step
/// boundary, and the places of its devices in the runs of others.
/// </summary>
internal sealed partial class SiloDrain(
    SiloLayout layout, DecodeRuns runs, HostedParts parts, IGrainFactory grains, ILogger<SiloDrain> logger)
    : ILifecycleParticipant<ISiloLifecycle>
{
    /// <summary>How long a silo waits for steps to end; what is not handed over by then is lost with it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    // The first stage to stop: the silo is still a member, and answers.
    public void Participate(ISiloLifecycle observer) => observer.Subscribe(
        nameof(SiloDrain), ServiceLifecycleStage.Active, _ => Task.CompletedTask, DrainAsync);

    private async Task DrainAsync(CancellationToken cancellation)
    {
        var others = layout.Silos.Remove(layout.Local);
        if (others.IsEmpty || cancellation.IsCancellationRequested)
        {
            // There is nobody to hand anything over to, or no time.
            parts.EndAll();
            return;
        }

        LogLeaving(logger, others.Length);
        try
        {
            await HandOverAsync(others).WaitAsync(Patience, cancellation);
            LogLeft(logger);
        }
        catch (Exception exception) when (
            exception is OperationCanceledException or TimeoutException or OrleansException)
        {
            // Whoever goes on does so from the last boundary that was held.
            LogNotLeft(logger, exception);
        }

        // Calls that wait for a graph would keep the silo from stopping.
        parts.EndAll();
    }

    private async Task HandOverAsync(IEnumerable<SiloAddress> others)
    {
        layout.NoteLeaving(layout.Local);
        await Task.WhenAll(others.Select(silo => grains.UbSwitch(silo).NoteLeaving(layout.Local)));
        await Task.WhenAll(runs.Hosted.Select(run => run.HandOverAsync()));
        await Task.WhenAll(parts.All.Select(UntilOverAsync));
    }

    // The part of a run that is over stays where it is, for people to look at.
    private async Task UntilOverAsync(HostedPart part)
    {
        var instance = grains.DecodeInstance(part.Plan.Epoch.Instance);
        for (var status = DecodeStatus.None; !status.IsOver && !part.IsOver;)
        {
            status = await instance.NextStatus(status.Version);
        }
    }
}
