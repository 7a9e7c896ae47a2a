namespace CloudMatrix.Simulation;

/// <summary>Goes through a packet, piece by piece, in one of two directions.</summary>
internal interface IPacketCursor
{
    /// <summary>Copies a piece of a window to the packet, or the packet's next bytes to a piece of a window.</summary>
    void Move(Span<byte> piece);
}
