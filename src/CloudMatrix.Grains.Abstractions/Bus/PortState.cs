using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>What a device sent through its port into one network.</summary>
/// <param name="Device">The die or CPU.</param>
/// <param name="Use">Bytes, messages and busy time.</param>
[GenerateSerializer, Immutable, Alias("port-state")]
public sealed record PortState([property: Id(0)] DeviceId Device, [property: Id(1)] BusUse Use);
