using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>What a device has sent through its port into one network.</summary>
/// <param name="Bytes">Bytes sent.</param>
/// <param name="Messages">Writes, reads and flags sent.</param>
/// <param name="Busy">Time for which the bytes occupied the port.</param>
public readonly record struct BusUse(long Bytes, long Messages, VirtualDuration Busy)
{
    /// <summary>Both together.</summary>
    public static BusUse operator +(BusUse left, BusUse right) =>
        new(left.Bytes + right.Bytes, left.Messages + right.Messages, left.Busy + right.Busy);
}
