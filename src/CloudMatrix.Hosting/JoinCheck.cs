using CloudMatrix.Grains;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using Orleans.Runtime.MembershipService.SiloMetadata;

namespace CloudMatrix.Hosting;

/// <summary>
/// When a silo has joined, compares its card with those of older silos: one that runs another version or hosts another
/// machine leaves again, and says why. Then it learns what of the bus is down.
/// </summary>
internal sealed class JoinCheck(
    ISiloStatusOracle members,
    ISiloMetadataCache cards,
    ILocalSiloDetails local,
    SupernodeSpec supernode,
    IGrainFactory grains,
    IHostTime time,
    SiloReadiness readiness)
    : ILifecycleParticipant<ISiloLifecycle>
{
    private static readonly TimeSpan CardPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    public void Participate(ISiloLifecycle observer) =>
        observer.Subscribe(nameof(JoinCheck), ServiceLifecycleStage.Active, CheckAsync, _ => Task.CompletedTask);

    private async Task CheckAsync(CancellationToken cancellation)
    {
        foreach (var older in members.GetApproximateSiloStatuses(onlyActive: true).Keys.Where(IsOlder))
        {
            if ((await CardOfAsync(older, cancellation))?.FindFault(supernode) is { } fault)
            {
                throw new ConfigurationException(
                    [$"This silo cannot join the cluster: the silo at {older.Endpoint} is another: {fault}."]);
            }
        }

        await LearnAsync(cancellation);
        readiness.Join();
    }

    // The silo that knows, or the one that should know where the way to this silo's own switch is, may be lost at this
    // very moment: another takes over.
    private async Task LearnAsync(CancellationToken cancellation)
    {
        var patience = new Patience(time);
        while (!await TryLearnAsync(patience))
        {
            cancellation.ThrowIfCancellationRequested();
            await patience.PauseAsync();
        }
    }

    private async Task<bool> TryLearnAsync(Patience patience)
    {
        try
        {
            var down = await Lost.SoonAsync(grains.UbPlane(NetworkPlane.ScaleUp).GetDown());
            await Lost.SoonAsync(grains.UbSwitch(local.SiloAddress).Learn([.. down]));
            return true;
        }
        catch (HostLostException) when (!patience.IsOver)
        {
            return false;
        }
    }

    private bool IsOlder(SiloAddress silo) =>
        (silo.Generation, silo).CompareTo((local.SiloAddress.Generation, local.SiloAddress)) < 0;

    // A silo shows its card soon after it has become known; one that never does is left to the cluster's own checks.
    private async Task<SiloCard?> CardOfAsync(SiloAddress silo, CancellationToken cancellation)
    {
        for (var waited = TimeSpan.Zero; waited < CardPatience; waited += LookEvery)
        {
            if (SiloCard.Read(cards.GetSiloMetadata(silo).Metadata) is { } card)
            {
                return card;
            }

            await time.PauseAsync(LookEvery).WaitAsync(cancellation);
        }

        return null;
    }
}
