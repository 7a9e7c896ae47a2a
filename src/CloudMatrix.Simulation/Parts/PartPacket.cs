namespace CloudMatrix.Simulation;

/// <summary>One packed message from a part of an instance to another: one for each pair and front.</summary>
/// <param name="Source">The part that sends.</param>
/// <param name="Front">Fronts that it had begun since its epoch began.</param>
/// <param name="Kind">What it carries.</param>
/// <param name="Microbatch">Whose windows it belongs to.</param>
/// <param name="Body">
/// The content; its memory is used again when the next packet of the same kind, microbatch and target is packed.
/// </param>
internal readonly record struct PartPacket(
    int Source, long Front, PacketKind Kind, int Microbatch, ReadOnlyMemory<byte> Body);
