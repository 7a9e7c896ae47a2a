using System.Collections.Immutable;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using Orleans.Concurrency;

namespace CloudMatrix.Grains;

/// <summary>
/// A silo's share of the Unified Bus: the windows through which the devices of an instance exchange rows, packets from
/// and to other silos, and the prices and counts of messages. One for each silo.
/// </summary>
[Alias("ub-switch")]
internal interface IUbSwitchGrain : IGrainWithStringKey
{
    /// <summary>Puts the part of an epoch back to a step boundary, or notes the last one.</summary>
    [Alias("restore")]
    Task Restore(EpochId epoch, byte[] boundary);

    /// <summary>Ends an epoch and all before it: whoever waits for a graph is told, windows are dropped.</summary>
    [Alias("close")]
    [ResponseTimeout("00:00:05")]
    Task Close(EpochId epoch);

    /// <summary>Whether the part of an epoch has gone on, or is being made, since this was asked last.</summary>
    [Alias("moved")]
    [ResponseTimeout("00:00:02")]
    Task<bool> HasMoved(EpochId epoch);

    /// <summary>Brings a packet from another silo's part.</summary>
    [OneWay]
    [Alias("deliver")]
    Task Deliver(ExchangePacket packet);

    /// <summary>Tells the silo what of the bus is down.</summary>
    [Alias("learn")]
    Task Learn(ImmutableArray<string> down);

    /// <summary>Tells the silo that another one, or itself, is about to leave.</summary>
    [Alias("note-leaving")]
    Task NoteLeaving(SiloAddress silo);

    /// <summary>What passed the ports into one network, as far as the silo's devices took part.</summary>
    [Alias("ports")]
    Task<ImmutableArray<PortState>> GetPorts(NetworkPlane plane);

    /// <summary>The state of a run that the silo holds; null where it holds none.</summary>
    [Alias("held")]
    [ResponseTimeout("00:00:02")]
    Task<StandbyCopy?> GetHeld(string run);

    /// <summary>A run is over: states of it from before are not to be gone on with by anybody.</summary>
    /// <param name="run">The run.</param>
    /// <param name="epoch">Its last epoch.</param>
    /// <param name="version">Its last version.</param>
    [Alias("drop-held")]
    Task DropHeld(string run, long epoch, long version);

    /// <summary>What people see of the silo: the document of a <see cref="SiloView"/>.</summary>
    [Alias("view")]
    Task<byte[]> GetView();
}
