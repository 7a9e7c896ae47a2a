using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace CloudMatrix.Simulation;

/// <summary>
/// What crosses from part to part of an instance when rows carry no content: stamps, and for each row a place or an
/// answer of two bytes.
/// </summary>
/// <remarks>
/// <code>
/// dispatch   departures of the sender's dies | offsets: sender's ranks × runs of the receiver's slots
/// combine    departures of the sender's dies | answers: receiver's ranks × runs of the sender's slots
/// </code>
/// Both ends hold windows of the same layout, so that packing is copying. Numbers are in the order of the processor,
/// which is little-endian wherever .NET runs a silo.
/// </remarks>
/// <param name="parts">How the instance is divided.</param>
/// <param name="exchanges">This part's windows, by microbatch.</param>
/// <param name="rowsMax">The most rows that a rank sends in a microbatch.</param>
internal sealed class PacketFormat(InstanceParts parts, Exchange[] exchanges, int rowsMax)
{
    /// <summary>The most bytes of a packet.</summary>
    public int SizeMax(PacketKind kind, int source, int target)
    {
        var departures = parts.RanksOf(source).Length * Departures.BytesPerDie;
        var numbers = kind == PacketKind.Dispatch
            ? parts.RanksOf(source).Length * parts.SlotsOf(target).Sum(run => run.End - run.First + 1)
            : parts.RanksOf(target).Length * rowsMax;
        return departures + (numbers * sizeof(ushort));
    }

    /// <summary>Packs what one part has for another.</summary>
    /// <returns>Bytes written.</returns>
    public int Pack(PacketKind kind, int microbatch, (int Source, int Target) parties, Span<byte> body)
    {
        var (source, target) = parties;
        var exchange = exchanges[microbatch];
        var length = 0;
        foreach (var dies in parts.DiesOf(source))
        {
            length += DeparturesOf(kind, exchange).Write(dies, body[length..]);
        }

        var (ranks, slots) = Numbers(kind, source, target);
        foreach (var rank in ranks)
        {
            foreach (var run in slots)
            {
                var numbers = MemoryMarshal.AsBytes(NumbersOf(kind, exchange.Windows, rank, run));
                numbers.CopyTo(body[length..]);
                length += numbers.Length;
            }
        }

        return length;
    }

    /// <summary>Puts what another part packed into this part's windows.</summary>
    /// <exception cref="InvalidDataException">The packet is of another instance's shape.</exception>
    public void Unpack(PartPacket packet, int target)
    {
        var body = packet.Body.Span;
        var exchange = exchanges[packet.Microbatch];
        if (body.Length > SizeMax(packet.Kind, packet.Source, target))
        {
            throw Misshapen(packet);
        }

        foreach (var dies in parts.DiesOf(packet.Source))
        {
            body = body[DeparturesOf(packet.Kind, exchange).Read(dies, body)..];
        }

        var (ranks, slots) = Numbers(packet.Kind, packet.Source, target);
        foreach (var rank in ranks)
        {
            foreach (var run in slots)
            {
                var numbers = MemoryMarshal.AsBytes(NumbersOf(packet.Kind, exchange.Windows, rank, run));
                if (body.Length < numbers.Length)
                {
                    throw Misshapen(packet);
                }

                body[..numbers.Length].CopyTo(numbers);
                body = body[numbers.Length..];
            }
        }

        if (body.Length > 0)
        {
            throw Misshapen(packet);
        }
    }

    private static InvalidDataException Misshapen(PartPacket packet) => new(
        $"A {packet.Kind} packet of {packet.Body.Length} bytes from part {packet.Source} does not fit the windows.");

    private static Departures DeparturesOf(PacketKind kind, Exchange exchange) =>
        kind == PacketKind.Dispatch ? exchange.Dispatched : exchange.Returned;

    private static Span<ushort> NumbersOf(
        PacketKind kind, ExchangeWindows windows, int rank, (int First, int End) slots) =>
        kind == PacketKind.Dispatch ? windows.OffsetsOf(rank, slots) : windows.AnswersOf(rank, slots);

    // A rank's window tells the slots of the other part, and is answered by the slots of the other part.
    private (ImmutableArray<int> Ranks, ImmutableArray<(int First, int End)> Slots) Numbers(
        PacketKind kind, int source, int target) =>
        kind == PacketKind.Dispatch
            ? (parts.RanksOf(source), parts.SlotsOf(target))
            : (parts.RanksOf(target), parts.SlotsOf(source));
}
