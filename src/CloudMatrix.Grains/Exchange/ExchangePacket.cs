using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>A packet from one silo's part of an instance to another's.</summary>
/// <param name="Epoch">The epoch; packets of one that is over are dropped.</param>
/// <param name="Source">The part that sends.</param>
/// <param name="Front">Fronts that the sender had begun.</param>
/// <param name="Kind">What it carries.</param>
/// <param name="Microbatch">Whose windows it belongs to.</param>
/// <param name="Body">The content.</param>
[GenerateSerializer, Immutable, Alias("exchange-packet")]
internal sealed record ExchangePacket(
    [property: Id(0)] EpochId Epoch,
    [property: Id(1)] int Source,
    [property: Id(2)] long Front,
    [property: Id(3)] byte Kind,
    [property: Id(4)] int Microbatch,
    [property: Id(5)] PooledBytes Body)
{
    /// <summary>A packet of an epoch.</summary>
    public static ExchangePacket Of(EpochId epoch, PartPacket packet) => new(
        epoch, packet.Source, packet.Front, (byte)packet.Kind, packet.Microbatch, new PooledBytes(packet.Body));

    /// <summary>The packet as the part's core knows it.</summary>
    public PartPacket ToPart() => new(Source, Front, (PacketKind)Kind, Microbatch, Body.Memory);
}
