namespace CloudMatrix.Simulation;

/// <summary>Copies pieces of windows to a packet.</summary>
/// <param name="body">Where the packet goes.</param>
internal ref struct PacketWriter(Span<byte> body) : IPacketCursor
{
    private readonly Span<byte> _body = body;

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    /// <inheritdoc/>
    public void Move(Span<byte> piece)
    {
        piece.CopyTo(_body[Length..]);
        Length += piece.Length;
    }
}
