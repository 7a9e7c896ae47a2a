namespace CloudMatrix.Simulation;

/// <summary>Copies the pieces of a packet to windows.</summary>
/// <param name="body">The packet.</param>
internal ref struct PacketReader(ReadOnlySpan<byte> body) : IPacketCursor
{
    private ReadOnlySpan<byte> _left = body;

    /// <summary>Whether nothing is left of the packet.</summary>
    public readonly bool IsDone => _left.IsEmpty;

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The packet ends before.</exception>
    public void Move(Span<byte> piece)
    {
        if (_left.Length < piece.Length)
        {
            throw new InvalidDataException($"A packet ends {piece.Length - _left.Length} bytes too early.");
        }

        _left[..piece.Length].CopyTo(piece);
        _left = _left[piece.Length..];
    }
}
