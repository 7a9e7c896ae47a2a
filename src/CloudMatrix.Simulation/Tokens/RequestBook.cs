using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// Who sits where in an instance, who waits, and what each request has generated: all that a generation carries from one
/// step to the next. Requests take free seats in their order, between steps.
/// </summary>
internal sealed class RequestBook
{
    private const int Nobody = -1;

    private readonly GenerationSpec _spec;
    private readonly int[] _requestOfSeat;
    private readonly RequestProgress[] _requests;
    private int _waitingFrom;

    /// <summary>Everybody waits.</summary>
    public RequestBook(GenerationSpec spec)
    {
        _spec = spec;
        _requestOfSeat = new int[spec.Decode.RequestCount];
        _requestOfSeat.AsSpan().Fill(Nobody);
        _requests = [.. spec.Prompts.Select(_ => new RequestProgress())];
    }

    /// <summary>Whether all texts have ended.</summary>
    public bool IsOver => _waitingFrom == _requests.Length && _requestOfSeat.All(request => request == Nobody);

    /// <summary>All requests, in their order.</summary>
    public IReadOnlyList<RequestProgress> Requests => _requests;

    /// <summary>Those who sit now, as they sat down: what another host seats to go on.</summary>
    public ImmutableArray<SeatOrder> Seated =>
    [
        .. _requestOfSeat.Index()
            .Where(pair => pair.Item != Nobody)
            .Select(pair => new SeatOrder(pair.Index, pair.Item, [.. _requests[pair.Item].Tokens])),
    ];

    /// <summary>Those who wait take the free seats, in order.</summary>
    /// <param name="now">When the next step starts.</param>
    public ImmutableArray<SeatOrder> SeatWaiting(VirtualTime now)
    {
        var orders = ImmutableArray.CreateBuilder<SeatOrder>();
        for (var seat = 0; seat < _requestOfSeat.Length && _waitingFrom < _requests.Length; seat++)
        {
            if (_requestOfSeat[seat] == Nobody)
            {
                _requestOfSeat[seat] = _waitingFrom;
                _requests[_waitingFrom].SeatedAt = now;
                orders.Add(new SeatOrder(seat, _waitingFrom++, []));
            }
        }

        return orders.ToImmutable();
    }

    /// <summary>Takes what a step brought; the seats of texts that have ended are free.</summary>
    /// <param name="outcomes">Of every seat that is taken, in any order.</param>
    /// <param name="now">When the step ended.</param>
    public void Take(IEnumerable<SeatOutcome> outcomes, VirtualTime now)
    {
        foreach (var outcome in outcomes)
        {
            var progress = _requests[_requestOfSeat[outcome.Seat]];
            progress.Take(outcome, now);
            if (_spec.IsOver(progress.Tokens.Count, progress.Tokens[^1]))
            {
                _requestOfSeat[outcome.Seat] = Nobody;
            }
        }
    }

    /// <summary>The request on a seat that is taken.</summary>
    public int RequestOn(int seat) => _requestOfSeat[seat];

    /// <summary>For another host.</summary>
    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(_waitingFrom);
        Array.ForEach(_requestOfSeat, writer.Write);
        foreach (var request in _requests[.._waitingFrom])
        {
            request.Write(writer);
        }

        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    public static RequestBook Read(GenerationSpec spec, byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        var book = new RequestBook(spec) { _waitingFrom = reader.ReadInt32() };
        for (var seat = 0; seat < book._requestOfSeat.Length; seat++)
        {
            book._requestOfSeat[seat] = reader.ReadInt32();
        }

        for (var request = 0; request < book._waitingFrom; request++)
        {
            book._requests[request] = RequestProgress.Read(reader);
        }

        return book;
    }
}
