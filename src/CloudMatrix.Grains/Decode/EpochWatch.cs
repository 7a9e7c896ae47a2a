using System.Collections.Immutable;

namespace CloudMatrix.Grains;

/// <summary>
/// Notices that an epoch stands still. A packet can be lost between two silos that both live, as when the network
/// between them is cut: nobody is told, and everybody waits.
/// </summary>
/// <param name="switches">The switches of the epoch's silos.</param>
/// <param name="epoch">The epoch.</param>
/// <param name="time">Real time.</param>
internal sealed class EpochWatch(ImmutableArray<IUbSwitchGrain> switches, EpochId epoch, IHostTime time)
{
    // Far longer than one turn of any device, and shorter than people would wait.
    private const int StillLooksMax = 5;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    /// <summary>Awaits what the silos do together, as long as one of them goes on.</summary>
    /// <exception cref="HostLostException">None does.</exception>
    public async Task<T> UntilAsync<T>(Task<T> work)
    {
        for (var still = 0; await Task.WhenAny(work, time.PauseAsync(LookEvery)) != work;)
        {
            still = await HasAnyMovedAsync() ? 0 : still + 1;
            if (still == StillLooksMax)
            {
                work.Ignore();
                throw new HostLostException(
                    $"nothing moved for {(LookEvery * StillLooksMax).TotalSeconds} s: silos do not reach one another");
            }
        }

        return await work;
    }

    private async Task<bool> HasAnyMovedAsync() =>
        (await Task.WhenAll(switches.Select(HasMovedAsync))).Any(hasMoved => hasMoved);

    private async Task<bool> HasMovedAsync(IUbSwitchGrain ub)
    {
        try
        {
            return await ub.HasMoved(epoch);
        }
        catch (Exception exception) when (Lost.IsHost(exception))
        {
            return false;
        }
    }
}
