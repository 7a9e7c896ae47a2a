namespace CloudMatrix.Grains;

/// <summary>
/// A device's place in an epoch: wakes the device's grain for one turn. The turn is the grain's own, one at a time with
/// its calls; but no message is sent, so that no filter sees it.
/// </summary>
/// <param name="grain">The grain.</param>
/// <param name="turn">What it does when woken.</param>
internal sealed class DeviceSeat(IGrainContext grain, Action turn)
{
    /// <summary>Queues a turn.</summary>
    public void Wake() => grain.Scheduler.QueueAction(turn);
}
