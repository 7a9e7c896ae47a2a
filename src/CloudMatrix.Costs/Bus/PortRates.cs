using CloudMatrix.Model;

namespace CloudMatrix.Costs;

/// <summary>How fast a die's port moves bytes in either direction, by where the other end is.</summary>
/// <param name="IntraNode">To and from its node.</param>
/// <param name="InterNode">To and from other nodes: limited by the node's uplinks as well.</param>
public readonly record struct PortRates(BytesPerSecond IntraNode, BytesPerSecond InterNode);
