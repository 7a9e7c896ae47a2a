using CloudMatrix.Model;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>What the bus must know of a message to price it: it rides in the message as an argument.</summary>
/// <param name="Source">The die or CPU that sends, or asks.</param>
/// <param name="Target">The die or CPU that it reaches.</param>
/// <param name="Size">Bytes that cross the bus.</param>
/// <param name="DepartedAt">When the first byte leaves, in virtual time.</param>
[GenerateSerializer, Immutable, Alias("ub-stamp")]
public readonly record struct UbStamp(
    [property: Id(0)] DeviceId Source,
    [property: Id(1)] DeviceId Target,
    [property: Id(2)] Bytes Size,
    [property: Id(3)] VirtualTime DepartedAt);
