using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace CloudMatrix.Simulation;

/// <summary>What crosses from part to part of an instance.</summary>
/// <remarks>
/// <code>
/// dispatch   departures of the sender's dies | offsets: sender's ranks × runs of the receiver's slots
///            and where rows have content, for each rank of the sender: which rows | each token among them, once
/// combine    departures of the sender's dies | answers: receiver's ranks × runs of the sender's slots
///            and where rows have content, for each rank of the receiver: the content of these answers
/// </code>
/// Both ends hold windows of the same layout, so that packing is copying, and one walk through them serves both
/// directions. Numbers are in the order of the processor, which is little-endian wherever .NET runs a silo.
/// </remarks>
/// <param name="parts">How the instance is divided.</param>
/// <param name="exchanges">This part's windows, by microbatch.</param>
/// <param name="content">The content of their rows, by microbatch; empty where rows have none.</param>
/// <param name="rowsMax">The most rows that a rank sends in a microbatch.</param>
internal sealed class PacketFormat(
    InstanceParts parts, Exchange[] exchanges, ImmutableArray<RowWindows> content, int rowsMax)
{
    /// <summary>The most bytes of a packet.</summary>
    public int SizeMax(PacketKind kind, int source, int target)
    {
        var departures = parts.RanksOf(source).Length * Departures.BytesPerDie;
        var (ranks, slots) = Numbers(kind, source, target);
        var numbers = kind == PacketKind.Dispatch
            ? ranks.Length * slots.Sum(run => run.End - run.First + 1)
            : ranks.Length * rowsMax;
        return checked(departures + (numbers * sizeof(ushort)) + (ranks.Length * ContentMax(kind)));
    }

    /// <summary>Packs what one part has for another.</summary>
    /// <returns>Bytes written.</returns>
    public int Pack(PacketKind kind, int microbatch, (int Source, int Target) parties, Span<byte> body)
    {
        var writer = new PacketWriter(body);
        Walk(kind, microbatch, parties, ref writer);
        return writer.Length;
    }

    /// <summary>Puts what another part packed into this part's windows.</summary>
    /// <exception cref="InvalidDataException">The packet is of another instance's shape.</exception>
    public void Unpack(PartPacket packet, int target)
    {
        if (packet.Body.Length > SizeMax(packet.Kind, packet.Source, target))
        {
            throw Misshapen(packet);
        }

        var reader = new PacketReader(packet.Body.Span);
        Walk(packet.Kind, packet.Microbatch, (packet.Source, target), ref reader);
        if (!reader.IsDone)
        {
            throw Misshapen(packet);
        }
    }

    private static InvalidDataException Misshapen(PartPacket packet) => new(
        $"A {packet.Kind} packet of {packet.Body.Length} bytes from part {packet.Source} does not fit the windows.");

    // The most bytes of the content of one rank's rows.
    private int ContentMax(PacketKind kind)
    {
        if (content.IsEmpty)
        {
            return 0;
        }

        var format = content[0].Format;
        return kind == PacketKind.Dispatch
            ? (rowsMax * sizeof(ushort)) + (rowsMax / format.RowsPerToken * format.RowBytes)
            : rowsMax * format.AnswerBytes;
    }

    private void Walk<TCursor>(
        PacketKind kind, int microbatch, (int Source, int Target) parties, ref TCursor cursor)
        where TCursor : struct, IPacketCursor, allows ref struct
    {
        var exchange = exchanges[microbatch];
        var departures = kind == PacketKind.Dispatch ? exchange.Dispatched : exchange.Returned;
        foreach (var dies in parts.DiesOf(parties.Source))
        {
            cursor.Move(departures.FirstOf(dies));
            cursor.Move(departures.LastOf(dies));
        }

        var (ranks, slots) = Numbers(kind, parties.Source, parties.Target);
        foreach (var rank in ranks)
        {
            foreach (var run in slots)
            {
                cursor.Move(MemoryMarshal.AsBytes(NumbersOf(kind, exchange.Windows, rank, run)));
            }
        }

        for (var i = 0; i < ranks.Length && !content.IsEmpty; i++)
        {
            if (kind == PacketKind.Dispatch)
            {
                WalkTokens(exchange.Windows, content[microbatch], (ranks[i], slots), ref cursor);
            }
            else
            {
                WalkAnswers(exchange.Windows, content[microbatch], (ranks[i], slots), ref cursor);
            }
        }
    }

    // A token goes to several slots of a part and crosses once.
    private void WalkTokens<TCursor>(
        ExchangeWindows windows,
        RowWindows rowWindows,
        (int Rank, ImmutableArray<(int First, int End)> Slots) of,
        ref TCursor cursor)
        where TCursor : struct, IPacketCursor, allows ref struct
    {
        Span<bool> crosses = stackalloc bool[rowsMax / rowWindows.Format.RowsPerToken];
        crosses.Clear();
        foreach (var run in of.Slots)
        {
            var rows = windows.RowsOf(of.Rank, run);
            cursor.Move(MemoryMarshal.AsBytes(rows));
            foreach (var row in rows)
            {
                crosses[row / rowWindows.Format.RowsPerToken] = true;
            }
        }

        for (var token = 0; token < crosses.Length; token++)
        {
            if (crosses[token])
            {
                cursor.Move(rowWindows.TokenOf(of.Rank, token));
            }
        }
    }

    private static void WalkAnswers<TCursor>(
        ExchangeWindows windows,
        RowWindows rowWindows,
        (int Rank, ImmutableArray<(int First, int End)> Slots) of,
        ref TCursor cursor)
        where TCursor : struct, IPacketCursor, allows ref struct
    {
        foreach (var run in of.Slots)
        {
            foreach (var row in windows.RowsOf(of.Rank, run))
            {
                cursor.Move(rowWindows.AnswerTo(of.Rank, row));
            }
        }
    }

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
