namespace CloudMatrix.Grains;

/// <summary>What people see of control messages.</summary>
/// <param name="Bytes">Bytes sent.</param>
/// <param name="Count">Messages sent.</param>
internal sealed record MessagesView(long Bytes, long Count);
