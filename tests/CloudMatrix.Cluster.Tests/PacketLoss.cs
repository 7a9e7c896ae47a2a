using CloudMatrix.Grains;

namespace CloudMatrix.Cluster.Tests;

/// <summary>Loses one packet between silos: nobody is told.</summary>
/// <param name="packet">Which one, from 1, over all silos.</param>
internal sealed class PacketLoss(int packet) : IIncomingGrainCallFilter
{
    private int _packets;

    public Task Invoke(IIncomingGrainCallContext context) =>
        context.MethodName == nameof(IUbSwitchGrain.Deliver) && Interlocked.Increment(ref _packets) == packet
            ? Task.CompletedTask
            : context.Invoke();
}
