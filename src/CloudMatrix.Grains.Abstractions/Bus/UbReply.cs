using CloudMatrix.Model;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>What a message over the bus answers.</summary>
/// <param name="ArrivedAt">When the last byte is where it should be, in virtual time.</param>
[GenerateSerializer, Immutable, Alias("ub-reply")]
public readonly record struct UbReply([property: Id(0)] VirtualTime ArrivedAt);
