using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>
/// Marks a call that is a message between two devices: its first argument is a <see cref="UbStamp"/>, the network
/// counts
/// it for the device whose port sends the stamp's bytes, and its reply says when they arrived.
/// </summary>
/// <param name="plane">The network that carries it.</param>
/// <param name="access">Whether the stamp's source sends its bytes (write) or its target does (read).</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UbMessageAttribute(NetworkPlane plane, UbAccess access) : Attribute
{
    /// <summary>The network that carries it.</summary>
    public NetworkPlane Plane { get; } = plane;

    /// <summary>Whether the stamp's source sends its bytes (write) or its target does (read).</summary>
    public UbAccess Access { get; } = access;
}
