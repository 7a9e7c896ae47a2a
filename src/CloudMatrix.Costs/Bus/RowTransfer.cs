using CloudMatrix.Model;

namespace CloudMatrix.Costs;

/// <summary>How one row is sent.</summary>
/// <param name="Read">Bytes read from the sender's memory.</param>
/// <param name="Written">Bytes written to the receiver's.</param>
/// <param name="CoreWork">What a vector core spends on the row besides waiting for the write.</param>
public sealed record RowTransfer(Bytes Read, Bytes Written, VirtualDuration CoreWork);
